package io.belay.notification.channel.email;

import io.belay.notification.domain.SendResult.Refused;
import jakarta.mail.MessagingException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** Names what a mail server refused: the address, the recipient, the sender or the content. */
final class MailRefusal {
  /** The address does not exist, or the refusal may not last. */
  private static final String OF_ADDRESS = "smtp-";

  /** Whoever it is for, for another reason. */
  private static final String OF_RECIPIENT = "smtp-rcpt-";

  private static final String OF_SENDER = "smtp-sender-";
  private static final String OF_DATA = "smtp-data-";

  /** The enhanced code of a reply, RFC 2034. */
  private static final Pattern STATUS = Pattern.compile("\\d{3}[ -](\\d\\.\\d{1,3}\\.\\d{1,3})\\b");

  private MailRefusal() {}

  /** What the server refused, wherever in the chain it stands; the nested one is more exact. */
  static Optional<Refused> in(MessagingException failure) {
    Optional<Refused> found = Optional.empty();
    Exception each = failure;
    while (each instanceof MessagingException message) {
      var own =
          switch (message) {
            case SMTPAddressFailedException e ->
                refused(ofRecipient(e.getReturnCode(), e.getMessage()), e.getReturnCode());
            case SMTPSenderFailedException e -> refused(OF_SENDER, e.getReturnCode());
            case SMTPSendFailedException e ->
                refused(e.getCommand().startsWith("MAIL") ? OF_SENDER : OF_DATA, e.getReturnCode());
            default -> Optional.<Refused>empty();
          };
      found = own.isPresent() ? own : found;
      each = message.getNextException();
    }
    return found;
  }

  /** A refusal that may not last is named alike, whatever was refused. */
  private static Optional<Refused> refused(String what, int reply) {
    if (reply < 400) {
      return Optional.empty();
    }
    boolean retryable = reply < 500;
    return Optional.of(new Refused((retryable ? OF_ADDRESS : what) + reply, retryable));
  }

  private static String ofRecipient(int reply, @Nullable String said) {
    var status = STATUS.matcher(said == null ? "" : said);
    return AddressRefusal.isOne(reply, status.lookingAt() ? status.group(1) : null)
        ? OF_ADDRESS
        : OF_RECIPIENT;
  }
}
