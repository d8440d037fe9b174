package io.belay.notification.channel.email;

import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Outgoing.Delivery;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Writes one e-mail. Its Message-ID is the same for every attempt, so that a repeat can be seen as
 * one. Nothing that came from outside can begin a header of its own.
 */
final class OutgoingMail extends MimeMessage {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final String stableId;

  private OutgoingMail(Session session, String stableId) {
    super(session);
    this.stableId = stableId;
  }

  /**
   * @throws MessagingException the address is none
   */
  static MimeMessage of(Delivery delivery, Author author, Session session, Instant now)
      throws MessagingException {
    var rendered = delivery.rendered();
    var reference = delivery.ref().messageId().replaceAll("[^A-Za-z0-9-]", ".");
    var mail = new OutgoingMail(session, "<" + reference + "@" + author.domain() + ">");
    mail.setFrom(sender(author, rendered.locale()));
    mail.setRecipient(Message.RecipientType.TO, recipient(delivery.address()));
    mail.setSubject(oneLine(rendered.subject()), UTF_8);
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setSentDate(Date.from(now));
    mail.setContentLanguage(new String[] {rendered.locale().replaceAll("[^A-Za-z0-9-]", "")});
    mail.offerToUnsubscribe(delivery.messageClass(), author.unsubscribe(), reference);
    var text = new MimeBodyPart();
    text.setText(rendered.text(), UTF_8);
    var html = new MimeBodyPart();
    html.setContent(rendered.html(), "text/html; charset=UTF-8");
    mail.setContent(new MimeMultipart("alternative", text, html));
    mail.saveChanges();
    return mail;
  }

  /** What law or urgency makes us say cannot be unsubscribed from. */
  private void offerToUnsubscribe(
      MessageClass messageClass, Author.@Nullable Unsubscribe unsubscribe, String reference)
      throws MessagingException {
    if (messageClass != MessageClass.ROUTINE || unsubscribe == null) {
      return;
    }
    setHeader("List-Unsubscribe", "<" + unsubscribe.url().replace("{reference}", reference) + ">");
    if (unsubscribe.oneClick()) {
      setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", stableId);
  }

  private static InternetAddress sender(Author author, String locale) throws MessagingException {
    try {
      return new InternetAddress(
          author.from(), oneLine(author.fromNames().getOrDefault(locale, "")), UTF_8);
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

  private static String oneLine(@Nullable String text) {
    return text == null ? "" : text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ").strip();
  }
}
