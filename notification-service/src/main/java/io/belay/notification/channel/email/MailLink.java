package io.belay.notification.channel.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kept connections to one mail server. While none can be made it is down, and one is tried again
 * and again in the background.
 */
final class MailLink implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MailLink.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final String route;
  private final ServerSettings settings;
  private final Session session;
  private final ConcurrentLinkedDeque<Kept> idle = new ConcurrentLinkedDeque<>();
  private final Thread keeper = Thread.ofVirtual().name("mail-link").unstarted(this::watch);
  private volatile boolean up;
  private volatile boolean open = true;

  private record Kept(Transport transport, long sinceNanos) {}

  MailLink(String route, ServerSettings settings, String ownName) {
    this.route = route;
    this.settings = settings;
    this.session = Session.getInstance(properties(settings, ownName));
  }

  Session session() {
    return session;
  }

  boolean isUp() {
    return up;
  }

  void start() {
    keeper.start();
  }

  /**
   * A kept connection; the caller gives it back by {@link #keep(Transport)} or closes it. Nobody
   * asked whether it is still open: that would be a question more for each mail, and only the mail
   * itself shows it for certain.
   */
  Optional<Transport> kept() {
    for (var kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
      if (System.nanoTime() - kept.sinceNanos() < settings.idleAtMost().toNanos()) {
        return Optional.of(kept.transport());
      }
      closeQuietly(kept.transport());
    }
    return Optional.empty();
  }

  /** A new connection; the caller gives it back or closes it. */
  Transport open() throws MessagingException {
    try {
      return connect();
    } catch (MessagingException e) {
      up = false;
      throw e;
    }
  }

  /** The connection is in order and may carry another message. */
  void keep(Transport transport) {
    if (open && idle.size() < settings.connections()) {
      idle.addFirst(new Kept(transport, System.nanoTime()));
    } else {
      closeQuietly(transport);
    }
  }

  static void closeQuietly(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException alreadyGone) {
      // nothing hangs on the goodbye of a connection that is not used again
    }
  }

  private void watch() {
    int failures = 0;
    try {
      while (open) {
        if (up) {
          Thread.sleep(LOOK_EVERY);
          continue;
        }
        try {
          keep(connect());
          up = true;
          failures = 0;
          log.info("Connected to the mail server of route {}", route);
        } catch (MessagingException e) {
          if (failures == 0) {
            log.warn("Cannot connect to route {}: {}", route, e.getClass().getSimpleName());
          }
          Thread.sleep(pauseAfter(failures++));
        }
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private Transport connect() throws MessagingException {
    var transport = session.getTransport("smtp");
    if (settings.username().isEmpty()) {
      transport.connect();
    } else {
      transport.connect(settings.username(), settings.password());
    }
    return transport;
  }

  private static Duration pauseAfter(int failures) {
    long doubled = FIRST_PAUSE.toMillis() << Math.min(failures, 20);
    long whole = Math.min(doubled, LONGEST_PAUSE.toMillis());
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(whole / 2, whole + 1));
  }

  private static Properties properties(ServerSettings settings, String ownName) {
    var properties = new Properties();
    properties.setProperty("mail.smtp.host", settings.host());
    properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
    properties.setProperty("mail.smtp.localhost", ownName);
    properties.setProperty(
        "mail.smtp.connectiontimeout", Long.toString(settings.connectTimeout().toMillis()));
    properties.setProperty("mail.smtp.timeout", Long.toString(settings.answerTimeout().toMillis()));
    properties.setProperty(
        "mail.smtp.writetimeout", Long.toString(settings.answerTimeout().toMillis()));
    properties.setProperty("mail.smtp.auth", Boolean.toString(!settings.username().isEmpty()));
    properties.setProperty(
        "mail.smtp.starttls.enable", Boolean.toString(settings.starttls() != Starttls.NONE));
    properties.setProperty(
        "mail.smtp.starttls.required", Boolean.toString(settings.starttls() == Starttls.REQUIRED));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.setProperty("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
    if (settings.trustedCertificates() != null) {
      properties.put(
          "mail.smtp.ssl.socketFactory",
          TrustedCertificates.sockets(settings.trustedCertificates()));
    }
    return properties;
  }

  @Override
  public void close() {
    open = false;
    keeper.interrupt();
    for (var kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
      closeQuietly(kept.transport());
    }
  }
}
