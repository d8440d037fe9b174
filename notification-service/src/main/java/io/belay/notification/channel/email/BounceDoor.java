package io.belay.notification.channel.email;

import io.belay.notification.NotificationMetrics;
import io.belay.notification.channel.DispatchReports;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.springframework.context.SmartLifecycle;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * Takes bounces from the bank's own mail server over SMTP and passes them on as receipts. A bounce
 * is taken (250) once the broker has it; until then the mail server keeps it and comes again, so
 * none is lost while this service is away.
 */
public final class BounceDoor implements SmartLifecycle {
  private static final int LONGEST_MAIL = 256 * 1024;
  private static final int MOST_CONNECTIONS = 50;
  private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(10);
  private static final int NOT_OURS = 550;
  private static final int TOO_LONG = 552;
  private static final int LATER = 451;

  private final BounceAddresses addresses;
  private final DispatchReports reports;
  private final NotificationMetrics metrics;
  private final InstantSource clock;
  private final SMTPServer server;

  /**
   * @param host address to listen on: who reaches it can only report what was sealed here
   */
  public BounceDoor(
      String host,
      int port,
      BounceAddresses addresses,
      DispatchReports reports,
      NotificationMetrics metrics,
      InstantSource clock) {
    this.addresses = addresses;
    this.reports = reports;
    this.metrics = metrics;
    this.clock = clock;
    try {
      this.server =
          SMTPServer.port(port)
              .bindAddress(InetAddress.getByName(host))
              .hostName(addresses.domain())
              .softwareName("bounces")
              .maxConnections(MOST_CONNECTIONS)
              .maxMessageSize(LONGEST_MAIL)
              .messageHandler(this::arrived)
              .build();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(
          "Expected an address to listen for bounces, but it is '%s'".formatted(host), e);
    }
  }

  private void arrived(MessageContext context, String from, String to, byte[] mail)
      throws RejectException {
    var bounced = addresses.read(to);
    if (bounced.isEmpty()) {
      metrics.callbackRefused("not-genuine");
      throw new RejectException(NOT_OURS, "5.1.1 No such address");
    }
    if (mail.length > LONGEST_MAIL) {
      throw new RejectException(TOO_LONG, "5.3.4 Too long");
    }
    var report = BounceReport.read(mail);
    if (report.isEmpty()) {
      // an automatic answer, or a bounce in nobody's format: said to be read, and counted
      metrics.receiptUnreadable(bounced.get().route());
      return;
    }
    passOn(bounced.get(), report.get());
  }

  private void passOn(BounceAddresses.Bounced bounced, BounceReport report) throws RejectException {
    try {
      reports
          .receipt(bounced.route(), bounced.id(), report.state(), report.status(), clock.instant())
          .get(WRITTEN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException away) {
      throw new RejectException(LATER, "4.3.0 Not now");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RejectException(LATER, "4.3.0 Not now");
    }
  }

  @Override
  public void start() {
    server.start();
  }

  @Override
  public void stop() {
    server.stop();
  }

  @Override
  public boolean isRunning() {
    return server.isRunning();
  }
}
