package io.belay.notification.channel.sms;

import io.belay.notification.NotificationMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one session bound to a centre; after a cut it binds again, after growing, spread pauses.
 */
final class SmppLink implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SmppLink.class);

  /** Answers and receipts share it: what does not fit makes the library drop the connection. */
  private static final int PDU_QUEUE = 20_000;

  /** None waits for the broker: {@link ReceiptAnswers}. */
  private static final int PDU_THREADS = 4;

  private final String route;
  private final CentreSettings settings;
  private final SmsReceipts receipts;
  private final NotificationMetrics metrics;
  private final Thread keeper = Thread.ofVirtual().name("smpp-link").unstarted(this::keep);
  private volatile @Nullable Bound bound;
  private volatile boolean open = true;

  /** A session and those who wait on it. */
  record Bound(SMPPSession session, UnderWay underWay) {}

  SmppLink(
      String route, CentreSettings settings, SmsReceipts receipts, NotificationMetrics metrics) {
    this.route = route;
    this.settings = settings;
    this.receipts = receipts;
    this.metrics = metrics;
  }

  void start() {
    keeper.start();
  }

  /** The session; null while there is none. */
  @Nullable Bound bound() {
    return bound;
  }

  private void keep() {
    int failures = 0;
    try {
      while (open) {
        var gone = new CountDownLatch(1);
        try (var answers = new ReceiptAnswers(receipts)) {
          var session = bind(gone, answers);
          bound = session;
          log.info("Bound to the SMS centre of route {}", route);
          failures = 0;
          gone.await();
          log.info("The SMS centre of route {} is gone", route);
          // a centre that unbinds may leave the connection open
          session.session().close();
        } catch (IOException | RuntimeException e) {
          // the library throws either over what a centre answers
          if (failures == 0) {
            log.warn("Cannot bind to route {}: {}", route, e.getMessage());
          }
        } finally {
          bound = null;
        }
        if (open) {
          Thread.sleep(pauseAfter(failures++));
        }
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private Bound bind(CountDownLatch gone, ReceiptAnswers answers) throws IOException {
    var reader = new WaryPduReader(route, metrics);
    var session = new SMPPSession(answers, reader, new NoDelaySockets(settings.answerTimeout()));
    var underWay = new UnderWay();
    session.setPduProcessorDegree(PDU_THREADS);
    session.setQueueCapacity(PDU_QUEUE);
    session.setEnquireLinkTimer((int) settings.enquireLinkEvery().toMillis());
    session.setTransactionTimer(settings.answerTimeout().toMillis());
    session.setMessageReceiverListener(answers);
    session.addSessionStateListener(
        (now, before, which) -> {
          if (!now.isBound() && before.isBound()) {
            underWay.cut();
            gone.countDown();
          }
        });
    try {
      session.connectAndBind(
          settings.host(),
          settings.port(),
          new BindParameter(
              BindType.BIND_TRX,
              settings.systemId(),
              settings.password(),
              settings.systemType(),
              TypeOfNumber.UNKNOWN,
              NumberingPlanIndicator.UNKNOWN,
              null),
          settings.answerTimeout().toMillis());
      if (reader.ended()) {
        // it ended before the library called it bound, and would be called so for ever
        throw new IOException("Expected a session, but the centre ended it after the bind");
      }
    } catch (IOException | RuntimeException e) {
      session.close();
      throw e;
    }
    return new Bound(session, underWay);
  }

  /**
   * Doubled with each failure up to the longest, and spread: all that lost one centre come apart.
   */
  Duration pauseAfter(int failures) {
    long doubled = settings.reconnectFirst().toMillis() << Math.min(failures, 20);
    long whole = Math.min(doubled, settings.reconnectLongest().toMillis());
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(whole / 2, whole + 1));
  }

  @Override
  public void close() {
    open = false;
    var last = bound;
    if (last != null) {
      last.session().unbindAndClose();
    }
    keeper.interrupt();
  }
}
