package io.belay.notification.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.local.inbox.LocalMailbox;
import io.belay.notification.Samples;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.SendResult;
import io.belay.notification.domain.SendResult.Accepted;
import io.belay.notification.domain.SendResult.Refused;
import io.belay.notification.domain.SendResult.Unknown;
import java.time.InstantSource;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmailRouteTest {
  private final LocalMailbox mailbox = LocalMailbox.start();
  private final EmailRoute route =
      new EmailRoute(EmailSamples.settings(mailbox.port()), InstantSource.system());

  @BeforeEach
  void connect() {
    route.start();
    Awaitility.await().until(route::isUp);
  }

  @AfterEach
  void close() {
    route.close();
    mailbox.close();
  }

  @Test
  void aMessageArrivesWithTextAndHtml() {
    assertThat(send(Samples.EMAIL)).isInstanceOf(Accepted.class);
    assertThat(send(Samples.EMAIL)).isInstanceOf(Accepted.class);
    var message = mailbox.inbox().messages().getFirst();
    assertThat(message.to()).isEqualTo(Samples.EMAIL);
    assertThat(message.subject()).isEqualTo("Your case");
    assertThat(message.text()).contains("hello");
    assertThat(message.html()).contains("<p>hello</p>");
  }

  @Test
  void a4xxMayBeRepeatedAndA5xxMayNot() {
    mailbox.refuseWith(451);
    assertThat(send(Samples.EMAIL)).isEqualTo(new Refused("smtp-451", true));
    mailbox.refuseWith(550);
    assertThat(send(Samples.EMAIL)).isEqualTo(new Refused("smtp-data-550", false));
  }

  @ParameterizedTest
  @CsvSource({
    "RCPT, 550, No such user, smtp-550",
    "RCPT, 550, 5.1.1 No such user, smtp-550",
    "RCPT, 553, 5.1.3 Not an address, smtp-553",
    "RCPT, 550, 5.2.1 Disabled, smtp-550",
    "RCPT, 550, 5.0.0 No such user, smtp-550",
    "RCPT, 550, 5.7.1 Your address is on a list, smtp-rcpt-550",
    "RCPT, 550, 5.1.8 No such domain of a sender, smtp-rcpt-550",
    "RCPT, 552, 5.2.2 Mailbox full, smtp-rcpt-552",
    "MAIL, 553, 5.7.1 Sender not allowed, smtp-sender-553",
    "MAIL, 550, 5.1.1 Sender unknown, smtp-sender-550",
    "MAIL, 554, 5.7.1 Your address is on a list, smtp-sender-554",
    "DATA, 550, 5.7.1 Looks like spam, smtp-data-550",
    "DATA, 554, 5.6.0 Cannot be read, smtp-data-554"
  })
  void aLastingRefusalSaysWhatWasRefused(String command, int reply, String said, String reason) {
    try (var server = RefusingServer.refuses(command, reply, said);
        var refused =
            new EmailRoute(EmailSamples.settings(server.port()), InstantSource.system())) {
      refused.start();
      Awaitility.await().until(refused::isUp);
      assertThat(refused.send(Samples.delivery(Channel.EMAIL, Samples.EMAIL, "hello")))
          .isEqualTo(new Refused(reason, false));
    }
  }

  @Test
  void anAddressCannotCarryAHeaderOrASecondAddress() {
    for (var address :
        new String[] {
          "a@example.com\r\nBcc: b@example.com",
          "a@example.com, b@example.com",
          "no address",
          "A <a@example.com>"
        }) {
      assertThat(send(address)).as(address).isEqualTo(new Refused("bad-address", false));
    }
    assertThat(mailbox.inbox().messages()).isEmpty();
  }

  @Test
  void aMessageWhoseLastAnswerIsLostIsUnknown() throws Exception {
    try (var cut = new CutAfterTheMessage(mailbox.port());
        var behind = new EmailRoute(EmailSamples.settings(cut.port()), InstantSource.system())) {
      behind.start();
      Awaitility.await().until(behind::isUp);

      assertThat(behind.send(Samples.delivery(Channel.EMAIL, Samples.EMAIL, "lost answer")))
          .isEqualTo(new Unknown("connection-lost"));
      Awaitility.await().untilAsserted(() -> assertThat(mailbox.inbox().messages()).hasSize(1));
    }
  }

  @Test
  void aKeptConnectionThatTheServerEndedIsReplaced() throws Exception {
    for (var goodbye : List.of("", "421 closing")) {
      try (var server = new EndsAfterEachMail(goodbye);
          var kept = new EmailRoute(EmailSamples.settings(server.port()), InstantSource.system())) {
        kept.start();
        Awaitility.await().until(kept::isUp);
        for (int mail = 1; mail <= 3; mail++) {
          assertThat(kept.send(Samples.delivery(Channel.EMAIL, Samples.EMAIL, "hello")))
              .as("mail %d, '%s'", mail, goodbye)
              .isInstanceOf(Accepted.class);
          server.awaitEnd();
        }
        assertThat(server.taken()).isEqualTo(3);
      }
    }
  }

  private SendResult send(String address) {
    return route.send(Samples.delivery(Channel.EMAIL, address, "hello"));
  }
}
