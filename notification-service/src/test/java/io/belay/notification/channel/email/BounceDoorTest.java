package io.belay.notification.channel.email;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.events.DeliveryReceipt;
import io.belay.events.Receipt;
import io.belay.local.FreePort;
import io.belay.notification.NotificationMetrics;
import io.belay.notification.channel.DispatchReports;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayInputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BounceDoorTest {
  private static final BounceAddresses ADDRESSES =
      new BounceAddresses("b", "bounces.example", "0123456789abcdef0123456789abcdef");
  private static final String ID = BounceAddresses.idOf("case/7/1");

  private final MockProducer<String, Object> records =
      new MockProducer<>(true, null, new StringSerializer(), (topic, value) -> new byte[0]);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final int port = FreePort.any();
  private final BounceDoor door =
      new BounceDoor(
          "127.0.0.1",
          port,
          ADDRESSES,
          new DispatchReports(
              records,
              new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer())),
          new NotificationMetrics(meters),
          InstantSource.system());

  @BeforeEach
  void open() {
    door.start();
  }

  @AfterEach
  void close() {
    door.stop();
  }

  @ParameterizedTest
  @CsvSource({
    "failed, 5.1.1, UNDELIVERED",
    "failed, 4.4.7, EXPIRED",
    "failed, '5.2.2 (mailbox full)', REJECTED",
    "failed, '5.2.1 (mailbox disabled)', UNDELIVERED",
    "failed, 5.7.26, REJECTED",
    "failed, 5.1.8, REJECTED",
    "failed, 5.0.0, UNDELIVERED",
    "delayed, 4.4.1, ENROUTE",
    "relayed, 2.0.0, ENROUTE",
    "delivered, 2.1.5, DELIVERED"
  })
  void aNotificationIsAReceiptOfItsMessage(String action, String status, String state)
      throws Exception {
    deliver(ADDRESSES.of("smtp", ID), notification(action, status));
    assertThat(records.history())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key()).isEqualTo("smtp|" + ID);
              var receipt = (Receipt) ((DeliveryReceipt) record.value()).getPayload();
              assertThat(receipt.getState()).isEqualTo(state);
              assertThat(receipt.getError()).isEqualTo(status.replaceFirst(" .*", ""));
            });
  }

  @Test
  void caseIsForgivenAndWhatIsNotSealedHereIsRefused() throws Exception {
    var genuine = ADDRESSES.of("smtp", ID);
    deliver(genuine.toUpperCase(java.util.Locale.ROOT), notification("failed", "5.1.1"));
    assertThat(records.history()).hasSize(1);
    var others =
        List.of(
            "b+" + ID + ".aaaaaaa.smtp@bounces.example",
            genuine.replace(".smtp@", ".other@"),
            genuine.replace("b+", "c+"),
            genuine.replace("bounces.example", "elsewhere.example"),
            "postmaster@bounces.example");
    for (var other : others) {
      assertThatThrownBy(() -> deliver(other, notification("failed", "5.1.1")))
          .as(other)
          .isInstanceOf(SMTPSendFailedException.class)
          .hasMessageContaining("550");
    }
    assertThat(records.history()).hasSize(1);
  }

  @Test
  void aPersonWhoIsAwayIsNoBounce() throws Exception {
    var away =
        """
        From: wang@example.com
        To: b@bounces.example
        Subject: Out of office
        Auto-Submitted: auto-replied
        Content-Type: text/plain

        Action: failed
        Status: 5.1.1
        """;
    deliver(ADDRESSES.of("smtp", ID), away);
    deliver(ADDRESSES.of("smtp", ID), notification("failed", "5.1.1").replace("Action:", "X:"));
    assertThat(records.history()).isEmpty();
    assertThat(meters.get("belay_receipts_unreadable_total").counter().count()).isEqualTo(2);
  }

  @Test
  void aMailThatIsTooLongIsRefusedForGoodAndTheNextOneIsTaken() throws Exception {
    var to = ADDRESSES.of("smtp", ID);
    var longest = notification("failed", "5.1.1") + "x".repeat(70).concat("\n").repeat(8_000);
    assertThatThrownBy(() -> deliver(to, longest))
        .isInstanceOf(SMTPSendFailedException.class)
        .hasMessageContaining("552");
    assertThat(records.history()).isEmpty();
    deliver(to, notification("failed", "5.1.1"));
    assertThat(records.history()).hasSize(1);
  }

  private void deliver(String to, String mail) throws MessagingException {
    var session = Session.getInstance(new Properties());
    var message =
        new SMTPMessage(
            session, new ByteArrayInputStream(mail.replace("\n", "\r\n").getBytes(US_ASCII)));
    message.setEnvelopeFrom("<>");
    try (var transport = session.getTransport("smtp")) {
      transport.connect("127.0.0.1", port, null, null);
      transport.sendMessage(message, new InternetAddress[] {new InternetAddress(to)});
    }
  }

  /** As RFC 3464 has it in its appendix, in short. */
  private static String notification(String action, String status) {
    return """
    From: MAILER-DAEMON@mail.example
    To: b@bounces.example
    Subject: Delivery Status Notification
    Auto-Submitted: auto-replied
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=delivery-status; boundary="=cut"

    --=cut
    Content-Type: text/plain

    Your message could not be delivered.

    --=cut
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mail.example
    Arrival-Date: Fri, 20 Nov 2026 12:00:00 +0000

    Original-Recipient: rfc822;wang@example.com
    Final-Recipient: rfc822;wang@example.com
    Action: %s
    Status: %s
    Diagnostic-Code: smtp; 550 no such user

    --=cut
    Content-Type: text/rfc822-headers

    Subject: Your case
    Action: delivered

    --=cut--
    """
        .formatted(action, status);
  }
}
