package io.belay.local.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalMailboxTest {
  private final LocalMailbox mailbox = LocalMailbox.start();

  @AfterEach
  void close() {
    mailbox.close();
  }

  @Test
  void readsBothPartsAndTheChineseSubject() throws Exception {
    send();
    assertThat(mailbox.inbox().messages())
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.channel()).isEqualTo("EMAIL");
              assertThat(message.subject()).isEqualTo("您的案件已受理");
              assertThat(message.text()).isEqualTo("您好");
              assertThat(message.html()).isEqualTo("<p>您好</p>");
              assertThat(message.to()).isEqualTo("fang@example.com");
              assertThat(message.from()).isEqualTo("Harbour Bank <no-reply@bank.example>");
            });
  }

  @Test
  void refusesWhenTold() {
    mailbox.refuseWith(451);
    assertThatThrownBy(this::send).isInstanceOf(MessagingException.class);
    assertThat(mailbox.inbox().messages()).isEmpty();
  }

  @Test
  void asksASenderItDoesNotKnowToComeAgain() throws Exception {
    mailbox.greylistFor(Duration.ofMillis(300));
    assertThatThrownBy(this::send).isInstanceOf(MessagingException.class);
    assertThat(mailbox.inbox().messages()).isEmpty();

    await()
        .atMost(Duration.ofSeconds(10))
        .ignoreExceptionsInstanceOf(MessagingException.class)
        .until(
            () -> {
              send();
              return true;
            });
    assertThat(mailbox.inbox().messages()).hasSize(1);

    mailbox.greylistFor(Duration.ZERO);
    send();
    assertThat(mailbox.inbox().messages()).hasSize(2);
  }

  private void send() throws Exception {
    var settings = new Properties();
    settings.setProperty("mail.smtp.host", "127.0.0.1");
    settings.setProperty("mail.smtp.port", Integer.toString(mailbox.port()));
    var message = new MimeMessage(Session.getInstance(settings));
    message.setFrom(new InternetAddress("no-reply@bank.example", "Harbour Bank"));
    message.setRecipient(RecipientType.TO, new InternetAddress("fang@example.com"));
    message.setSubject("您的案件已受理", "UTF-8");
    var text = new MimeBodyPart();
    text.setText("您好", "UTF-8");
    var html = new MimeBodyPart();
    html.setText("<p>您好</p>", "UTF-8", "html");
    message.setContent(new MimeMultipart("alternative", text, html));
    Transport.send(message);
  }
}
