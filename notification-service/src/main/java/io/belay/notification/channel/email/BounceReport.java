package io.belay.notification.channel.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery status notification says of the one recipient our mails have: RFC 3464.
 *
 * @param state as in the contract's receipts
 * @param status enhanced code such as 5.1.1, RFC 3463; null where it names none
 */
record BounceReport(String state, @Nullable String status) {
  private static final Session NO_SESSION = Session.getInstance(new Properties());
  private static final Pattern STATUS = Pattern.compile("([245]\\.\\d{1,3}\\.\\d{1,3})(\\D.*)?");

  /** As in "smtp; 550 5.1.1 unknown"; the enhanced code may be missing. */
  private static final Pattern SMTP_SAID =
      Pattern.compile(
          "smtp\\s*;\\s*(([245])\\d\\d)(?:[ -]([245]\\.\\d{1,3}\\.\\d{1,3}))?(?:\\D.*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** Groups of fields in one notification, at most: the message's, and a few recipients'. */
  private static final int MOST_GROUPS = 10;

  /**
   * Reads a notification; empty for any other mail, such as an automatic answer of a person who is
   * away.
   */
  static Optional<BounceReport> read(byte[] mail) {
    try {
      var message = new MimeMessage(NO_SESSION, new ByteArrayInputStream(mail));
      if (!message.isMimeType("multipart/report")) {
        return Optional.empty();
      }
      var parts = new MimeMultipart(message.getDataHandler().getDataSource());
      for (int i = 0; i < parts.getCount(); i++) {
        if (isStatus(parts.getBodyPart(i))) {
          return ofRecipient(parts.getBodyPart(i).getInputStream());
        }
      }
      return Optional.empty();
    } catch (MessagingException | IOException unreadable) {
      return Optional.empty();
    }
  }

  private static boolean isStatus(Part part) throws MessagingException {
    return part.isMimeType("message/delivery-status")
        || part.isMimeType("message/global-delivery-status");
  }

  /** The first group is about the message; the next one that names an action is the recipient's. */
  private static Optional<BounceReport> ofRecipient(InputStream fields) throws MessagingException {
    for (int group = 0; group < MOST_GROUPS; group++) {
      var headers = new InternetHeaders(fields, true);
      var action = headers.getHeader("Action", null);
      if (action != null) {
        return Optional.of(
            of(
                action.strip().toLowerCase(Locale.ROOT),
                headers.getHeader("Status", null),
                headers.getHeader("Diagnostic-Code", null)));
      }
    }
    return Optional.empty();
  }

  /** Some servers leave the status out, and repeat what the next server said to them. */
  private static BounceReport of(
      String action, @Nullable String status, @Nullable String diagnostic) {
    var code = STATUS.matcher(status == null ? "" : status.strip());
    var said = SMTP_SAID.matcher(diagnostic == null ? "" : diagnostic.strip());
    boolean repeats = said.matches();
    var own = code.matches() ? code.group(1) : null;
    boolean saysLittle = own == null || own.endsWith(".0.0");
    var named = saysLittle && repeats && said.group(3) != null ? said.group(3) : own;
    var exact = named == null && repeats ? said.group(2) + ".0.0" : named;
    int reply = repeats ? Integer.parseInt(said.group(1)) : 0;
    return new BounceReport(state(action, exact, reply), exact);
  }

  private static String state(String action, @Nullable String status, int reply) {
    return switch (action) {
      case "delivered" -> "DELIVERED";
      case "failed" -> failed(status, reply);
      default -> "ENROUTE";
    };
  }

  private static String failed(@Nullable String status, int reply) {
    if (status == null || !status.startsWith("5")) {
      // 4.x.x, or no code: the server tried until it gave up; the address may be right
      return "EXPIRED";
    }
    return AddressRefusal.isOne(reply, status) ? "UNDELIVERED" : "REJECTED";
  }
}
