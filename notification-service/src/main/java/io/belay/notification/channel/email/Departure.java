package io.belay.notification.channel.email;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.utils.mail.dkim.DkimMessage;

/** Knows whether a mail's content was on its way to the server when something went wrong. */
final class Departure {
  private volatile boolean contentLeft;

  /** The mail as it travels: signed where there is a signer, bounces to where they are read. */
  SMTPMessage of(MimeMessage mail, @Nullable MailSigner signer, @Nullable String bouncesTo)
      throws MessagingException {
    SMTPMessage leaving = signer == null ? new Plain(mail) : new Signed(mail, signer);
    if (bouncesTo != null) {
      leaving.setEnvelopeFrom(bouncesTo);
    }
    return leaving;
  }

  /** True: the server may have it, whatever its last answer would have been. */
  boolean contentLeft() {
    return contentLeft;
  }

  private final class Plain extends SMTPMessage {
    Plain(MimeMessage mail) throws MessagingException {
      super(mail);
    }

    @Override
    public void writeTo(OutputStream out, String[] ignoredHeaders)
        throws IOException, MessagingException {
      contentLeft = true;
      super.writeTo(out, ignoredHeaders);
    }
  }

  private final class Signed extends DkimMessage {
    Signed(MimeMessage mail, MailSigner signer) throws MessagingException {
      super(mail, signer.signer());
    }

    @Override
    public void writeTo(OutputStream out, String[] ignoredHeaders)
        throws IOException, MessagingException {
      contentLeft = true;
      super.writeTo(out, ignoredHeaders);
    }
  }
}
