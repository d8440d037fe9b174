package io.belay.notification.channel.sms;

import io.belay.notification.NotificationMetrics;
import io.belay.notification.channel.DispatchReports;
import io.belay.notification.channel.Route;
import io.belay.notification.channel.RoutePace;
import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.SendResult;
import io.belay.notification.domain.SendResult.Accepted;
import io.belay.notification.domain.SendResult.Refused;
import io.belay.notification.domain.SendResult.Unknown;
import io.belay.notification.domain.SmsText;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends text messages to one SMS centre. */
public final class SmsRoute implements Route {
  /** A centre that says "too fast" to one part more often leaves its message unknown. */
  private static final int MOST_THROTTLED = 5;

  private final SmsSettings settings;
  private final RoutePace pace;
  private final SmppLinks links;

  /** Starts anywhere: two instances that write to one phone would else number alike. */
  private final AtomicInteger lastReference =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(0x100));

  public SmsRoute(
      SmsSettings settings,
      RoutePace pace,
      DispatchReports reports,
      NotificationMetrics metrics,
      InstantSource clock) {
    this.settings = settings;
    this.pace = pace;
    this.links =
        new SmppLinks(
            settings.route(),
            settings.centre(),
            new SmsReceipts(settings, reports, metrics, clock),
            metrics);
  }

  @Override
  public void start() {
    links.start();
  }

  @Override
  public String name() {
    return settings.route();
  }

  @Override
  public boolean isUp() {
    return links.bound() != null;
  }

  @Override
  public Optional<String> sender(Delivery delivery) {
    return Optional.of(settings.senders().of(delivery.market()));
  }

  @Override
  public int parts(Delivery delivery) {
    return Math.min(SmsText.of(delivery.rendered().text()).parts().size(), settings.mostParts());
  }

  @Override
  public SendResult send(Delivery delivery) {
    var text = SmsText.of(delivery.rendered().text());
    if (text.parts().size() > settings.mostParts()) {
      return new Refused("too-long", false);
    }
    var bound = links.bound();
    if (bound == null || !bound.underWay().enter()) {
      return new Refused(Refused.ROUTE_DOWN, true);
    }
    try {
      int reference = lastReference.incrementAndGet() & 0xFF;
      return send(new Submission(settings, delivery, text, reference), bound);
    } finally {
      bound.underWay().leave();
    }
  }

  private SendResult send(Submission message, SmppLink.Bound bound) {
    var ids = new ArrayList<String>();
    try {
      for (int part = 1; part <= message.parts(); part++) {
        var id = submitAtItsPace(message, part, bound);
        if (id == null || id.isBlank()) {
          // taken, but its receipt could not be told from others
          return new Unknown("no-id");
        }
        ids.add(settings.receiptIds().ofAnswer(id));
      }
      pace.flows();
      return new Accepted(ids);
    } catch (NegativeResponseException e) {
      var refused = SmppStatus.refused(e.getCommandStatus());
      if (refused.isThrottled()) {
        pace.throttled(settings.throttledPause());
      }
      return ids.isEmpty() ? refused : new Unknown("partly-accepted");
    } catch (ResponseTimeoutException | InvalidResponseException | ClassCastException e) {
      // none, or one to something else under the number of this
      return new Unknown("no-answer");
    } catch (IOException e) {
      return new Unknown("connection-lost");
    } catch (PDUException e) {
      return ids.isEmpty() ? new Refused("not-sendable", false) : new Unknown("partly-accepted");
    }
  }

  /**
   * A first part that is too fast is refused, and may go elsewhere. For a later one that way is
   * closed: it waits as long as the centre asks for, or the customer would get half a message.
   */
  private @Nullable String submitAtItsPace(Submission message, int part, SmppLink.Bound bound)
      throws PDUException,
          ResponseTimeoutException,
          InvalidResponseException,
          NegativeResponseException,
          IOException {
    for (int throttled = 0; ; throttled++) {
      try {
        return message.submit(bound.session(), part);
      } catch (NegativeResponseException e) {
        boolean waits = part > 1 && throttled < MOST_THROTTLED;
        if (!waits || !SmppStatus.refused(e.getCommandStatus()).isThrottled()) {
          throw e;
        }
        pace.throttled(settings.throttledPause());
        awaitPace(e);
      }
    }
  }

  private void awaitPace(NegativeResponseException asked) throws NegativeResponseException {
    try {
      pace.awaitEndOfPause();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw asked;
    }
  }

  @Override
  public void close() {
    links.close();
  }
}
