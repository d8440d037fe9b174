package io.belay.notification.channel.email;

import io.belay.notification.NotificationMetrics;
import io.belay.notification.channel.DispatchReports;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * Takes bounces from the bank's own mail server over SMTP and passes them on as receipts. A bounce
 * is taken (250) once the broker has it; until then the mail server keeps it and comes again, so
 * none is lost while this service is away.
 */
public final class BounceDoor implements SmartLifecycle {
  private static final int LONGEST_MAIL = 256 * 1024;

  /** So much is heard out, and not kept, so that it can be refused for good. */
  private static final int LONGEST_READ = 64 * 1024 * 1024;

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
              .maxMessageSize(LONGEST_READ)
              .messageHandlerFactory(context -> new Transaction())
              .build();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(
          "Expected an address to listen for bounces, but it is '%s'".formatted(host), e);
    }
  }

  /** One mail, as it comes. */
  private final class Transaction implements MessageHandler {
    private final List<String> recipients = new ArrayList<>();

    @Override
    public void from(String from) {}

    @Override
    public void recipient(String to) {
      recipients.add(to);
    }

    @Override
    public @Nullable String data(InputStream in) throws RejectException, IOException {
      var mail = in.readNBytes(LONGEST_MAIL + 1);
      if (mail.length > LONGEST_MAIL) {
        in.transferTo(OutputStream.nullOutputStream());
        metrics.callbackRefused("too-large");
        throw new RejectException(TOO_LONG, "5.3.4 Too long");
      }
      for (var to : recipients) {
        arrived(to, mail);
      }
      return null;
    }

    @Override
    public void done() {}
  }

  private void arrived(String to, byte[] mail) throws RejectException {
    var bounced = addresses.read(to);
    if (bounced.isEmpty()) {
      metrics.callbackRefused("not-genuine");
      throw new RejectException(NOT_OURS, "5.1.1 No such address");
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
