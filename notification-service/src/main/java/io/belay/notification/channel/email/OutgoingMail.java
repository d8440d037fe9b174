package io.belay.notification.channel.email;

import io.belay.notification.domain.Outgoing.Delivery;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * One e-mail. Its Message-ID is the same for every attempt, so that a repeat can be seen as one.
 */
final class OutgoingMail extends MimeMessage {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final String stableId;
  private volatile boolean contentLeft;

  private OutgoingMail(Session session, String stableId) {
    super(session);
    this.stableId = stableId;
  }

  /**
   * @throws MessagingException the address is none
   */
  static OutgoingMail of(Delivery delivery, EmailSettings settings, Session session, Instant now)
      throws MessagingException {
    var rendered = delivery.rendered();
    var localPart = delivery.ref().messageId().replaceAll("[^A-Za-z0-9-]", ".");
    var mail = new OutgoingMail(session, "<" + localPart + "@" + settings.domain() + ">");
    mail.setFrom(sender(settings, rendered.locale()));
    mail.setRecipient(Message.RecipientType.TO, recipient(delivery.address()));
    mail.setSubject(oneLine(rendered.subject()), UTF_8);
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setSentDate(Date.from(now));
    mail.setContentLanguage(new String[] {rendered.locale()});
    var text = new MimeBodyPart();
    text.setText(rendered.text(), UTF_8);
    var html = new MimeBodyPart();
    html.setContent(rendered.html(), "text/html; charset=UTF-8");
    mail.setContent(new MimeMultipart("alternative", text, html));
    mail.saveChanges();
    return mail;
  }

  /** Whether the server may have it: the content was on its way when something went wrong. */
  boolean contentLeft() {
    return contentLeft;
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", stableId);
  }

  @Override
  public void writeTo(OutputStream out, String[] ignoredHeaders)
      throws IOException, MessagingException {
    contentLeft = true;
    super.writeTo(out, ignoredHeaders);
  }

  private static InternetAddress sender(EmailSettings settings, String locale)
      throws MessagingException {
    try {
      return new InternetAddress(
          settings.from(), settings.fromNames().getOrDefault(locale, ""), UTF_8);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("Expected every Java platform to know UTF-8", e);
    }
  }

  /** Exactly one plain address: no list, no comment, no line break. */
  private static InternetAddress recipient(String address) throws MessagingException {
    var parsed = new InternetAddress(address, true);
    if (!parsed.getAddress().equals(address)) {
      throw new MessagingException("Expected a plain address");
    }
    return parsed;
  }

  private static String oneLine(@Nullable String subject) {
    return subject == null ? "" : subject.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
  }
}
