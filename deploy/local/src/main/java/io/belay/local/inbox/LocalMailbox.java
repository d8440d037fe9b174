package io.belay.local.inbox;

import io.belay.local.FreePort;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server on loopback that takes every message and keeps it in an {@link Inbox}. */
public final class LocalMailbox implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 200;
  private static final int MOST_NESTED_PARTS = 5;
  private static final int UNREADABLE_MESSAGE = 554;
  private static final int TRY_AGAIN = 451;

  private final SMTPServer server;
  private final Inbox inbox;
  private final Map<String, Instant> firstSeen = new ConcurrentHashMap<>();
  private final ReturnPaths returnPaths = new ReturnPaths();
  private volatile int refuseWith;
  private volatile Duration greylistFor = Duration.ZERO;

  private LocalMailbox(int port, Inbox inbox) {
    this.inbox = inbox;
    this.server =
        SMTPServer.port(port)
            .bindAddress(InetAddress.getLoopbackAddress())
            .hostName("mailbox.example")
            .maxConnections(MOST_CONNECTIONS)
            .messageHandler(this::arrived)
            .build();
  }

  /** Starts a mailbox on a free port, with an inbox of its own. */
  public static LocalMailbox start() {
    return start(FreePort.any(), new Inbox());
  }

  /** Starts a mailbox whose messages go to the given inbox. */
  public static LocalMailbox start(int port, Inbox inbox) {
    var mailbox = new LocalMailbox(port, inbox);
    mailbox.server.start();
    return mailbox;
  }

  public int port() {
    return server.getPort();
  }

  public Inbox inbox() {
    return inbox;
  }

  /** From now on answers every message so: 4xx try again, 5xx never; 0 takes them. */
  public void refuseWith(int replyCode) {
    refuseWith = replyCode;
  }

  /**
   * From now on asks a sender it does not know to come again: each recipient is refused with 451
   * until this long after the first try. Zero: no more.
   */
  public void greylistFor(Duration atFirst) {
    firstSeen.clear();
    greylistFor = atFirst;
  }

  /**
   * Gives the latest mail to this address back after it was taken, as a server does that finds out
   * later that it cannot deliver it.
   *
   * @param action as of RFC 3464, such as failed
   * @param status enhanced code, such as 5.1.1
   * @param port where bounces are taken
   */
  public void giveBack(String to, String action, String status, int port) {
    returnPaths.giveBack(to, action, status, port);
  }

  @Override
  public void close() {
    server.stop();
  }

  private void arrived(MessageContext context, String from, String to, byte[] data)
      throws RejectException {
    int refusal = refuseWith;
    if (refusal != 0) {
      throw new RejectException(refusal, "Refused as told");
    }
    if (isGrey(from + " " + to)) {
      throw new RejectException(TRY_AGAIN, "Greylisted, please try again later");
    }
    try {
      var mime =
          new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(data));
      var text = content(mime, "text/plain", MOST_NESTED_PARTS);
      var subject = mime.getSubject();
      returnPaths.arrived(from, to);
      inbox.add(
          new Message(
              0,
              "EMAIL",
              Instant.now(),
              sender(mime, from),
              to,
              subject == null ? "" : subject,
              text == null ? "" : text,
              content(mime, "text/html", MOST_NESTED_PARTS),
              1,
              ""));
    } catch (MessagingException | IOException e) {
      throw new RejectException(UNREADABLE_MESSAGE, "Unreadable message: " + e.getMessage());
    }
  }

  private boolean isGrey(String senderAndRecipient) {
    var wait = greylistFor;
    if (wait.isZero()) {
      return false;
    }
    var now = Instant.now();
    return now.isBefore(firstSeen.computeIfAbsent(senderAndRecipient, first -> now).plus(wait));
  }

  private static String sender(MimeMessage mime, String envelope) throws MessagingException {
    var from = mime.getFrom();
    if (from != null && from.length > 0 && from[0] instanceof InternetAddress address) {
      return address.toUnicodeString();
    }
    return envelope;
  }

  private static @Nullable String content(Part part, String type, int depth)
      throws MessagingException, IOException {
    if (part.isMimeType(type)) {
      return part.getContent().toString();
    }
    if (depth > 0 && part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart child = parts.getBodyPart(i);
        var found = content(child, type, depth - 1);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
