package io.belay.notification.channel.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.notification.Samples;
import io.belay.notification.channel.email.Author.Unsubscribe;
import io.belay.notification.domain.AttemptRef;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.Rendered;
import io.belay.notification.domain.SendResult.Accepted;
import io.belay.notification.domain.SendResult.Refused;
import jakarta.mail.Header;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.exceptions.FailException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a mail server gets to see, byte by byte. */
class MailOnTheWireTest {
  private static final String EVIL =
      "Your case\r\nBcc: all@example.com\r\n\r\n<b>\u2028\u0085\u0000";

  private final MailServer server = MailServer.plain();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void noHeaderCanBeSmuggledInByNamesSubjectsOrIds() throws Exception {
    var author =
        new Author(
            "no-reply@belay.example",
            Map.of("en\r\nX: y", EVIL),
            "belay.example",
            null,
            null,
            null);
    var evil =
        new Delivery(
            new AttemptRef(Samples.CUSTOMER, Samples.CASE, "C-1\r\nX-Evil: 1/7", 1),
            "progress",
            MessageClass.ROUTINE,
            Channel.EMAIL,
            Samples.EMAIL,
            "CN",
            new Rendered("en\r\nX: y", EVIL, EVIL, EVIL, "t1", "K7QM-3XPA"),
            Samples.NOON,
            Instant.now().plusSeconds(60));
    var mail = sent(author, evil).message();

    assertThat(Collections.list(mail.getAllHeaders()))
        .extracting(Header::getName)
        .filteredOn(name -> !name.equals("Received"))
        .containsExactlyInAnyOrder(
            "Date",
            "From",
            "To",
            "Message-ID",
            "Subject",
            "MIME-Version",
            "Content-Type",
            "Auto-Submitted",
            "Content-Language");
    assertThat(mail.getAllRecipients()).hasSize(1);
    assertThat(mail.getSubject()).isEqualTo("Your case Bcc: all@example.com <b>");
    assertThat(mail.getFrom()[0].toString()).contains("Bcc: all@example.com").doesNotContain("\r");
    assertThat(mail.getMessageID()).isEqualTo("<C-1..X-Evil..1.7@belay.example>");
  }

  @Test
  void aSignatureHoldsWhatTheServerGot() throws Exception {
    var keys = KeyPairGenerator.getInstance("RSA");
    keys.initialize(2_048);
    var pair = keys.generateKeyPair();
    var signer = new MailSigner("belay.example", "s1", (RSAPrivateKey) pair.getPrivate());
    var record =
        "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    var author =
        new Author(
            "no-reply@belay.example",
            Map.of("en", "港湾银行"),
            "belay.example",
            new Unsubscribe("https://bank.example/u/{reference}", true),
            null,
            signer);
    var arrived = sent(author, delivery(MessageClass.ROUTINE, "您好，案件有进展。\n.\nfrom a line\n"));

    var verifier = new DKIMVerifier((method, selector, domain) -> List.of(record));
    var signatures = verifier.verify(new ByteArrayInputStream(arrived.bytes()));
    assertThat(signatures)
        .singleElement()
        .satisfies(
            signature -> {
              assertThat(signature.getDToken().toString()).isEqualTo("belay.example");
              assertThat(signature.getHeaders().toString())
                  .containsIgnoringCase("From")
                  .containsIgnoringCase("Subject")
                  .containsIgnoringCase("List-Unsubscribe-Post");
            });
    var forged = new String(arrived.bytes(), ISO_8859_1).replace("Subject: Your", "Subject: Our");
    assertThatThrownBy(() -> verifier.verify(new ByteArrayInputStream(forged.getBytes(ISO_8859_1))))
        .isInstanceOf(FailException.class);
  }

  @Test
  void aKeyIsReadFromItsFileAndAShortOneRefused(@TempDir Path directory) throws Exception {
    var keys = KeyPairGenerator.getInstance("RSA");
    for (int bits : new int[] {2_048, 1_024}) {
      keys.initialize(bits);
      var encoded =
          Base64.getMimeEncoder().encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
      Files.writeString(
          directory.resolve(bits + ".pem"),
          "-----BEGIN PRIVATE KEY-----\n" + encoded + "\n-----END PRIVATE KEY-----\n");
    }
    assertThat(MailSigner.of("belay.example", "s1", directory.resolve("2048.pem")).toString())
        .isEqualTo("s1._domainkey.belay.example");
    assertThatThrownBy(() -> MailSigner.of("belay.example", "s1", directory.resolve("1024.pem")))
        .hasMessageContaining("at least 2048 bits");
    assertThatThrownBy(() -> MailSigner.of("belay.example", "s1", directory.resolve("none.pem")))
        .hasMessageContaining("cannot be read");
  }

  @Test
  void onlyRoutineMessagesCanBeUnsubscribedFrom() throws Exception {
    var author =
        new Author(
            "no-reply@belay.example",
            Map.of(),
            "belay.example",
            new Unsubscribe("https://bank.example/u/{reference}", true),
            null,
            null);
    var routine = sent(author, delivery(MessageClass.ROUTINE, "hello")).message();
    assertThat(routine.getHeader("List-Unsubscribe"))
        .containsExactly("<https://bank.example/u/" + Samples.CASE + ".7>");
    assertThat(routine.getHeader("List-Unsubscribe-Post"))
        .containsExactly("List-Unsubscribe=One-Click");
    for (var kept : new MessageClass[] {MessageClass.URGENT, MessageClass.STATUTORY}) {
      var mail = sent(author, delivery(kept, "hello")).message();
      assertThat(mail.getHeader("List-Unsubscribe")).isNull();
      assertThat(mail.getHeader("List-Unsubscribe-Post")).isNull();
    }
  }

  @Test
  void everyAttemptHasOneMessageIdAndBouncesOfItsOwn() throws Exception {
    var bounces = new BounceAddresses("b", "bounces.example", "0123456789abcdef0123456789abcdef");
    var author =
        new Author("no-reply@belay.example", Map.of(), "belay.example", null, bounces, null);
    var first = sent(author, delivery(MessageClass.ROUTINE, "hello"));
    var again = sent(author, attempt(2));
    assertThat(first.message().getMessageID()).isEqualTo(again.message().getMessageID());
    assertThat(first.from()).isNotEqualTo(again.from());
    assertThat(bounces.read(first.from()))
        .hasValueSatisfying(
            bounced -> {
              assertThat(bounced.route()).isEqualTo("smtp");
              assertThat(bounced.id()).isEqualTo(BounceAddresses.idOf(Samples.CASE + "/7/1"));
            });
  }

  @Test
  void connectionsAreKeptFromMessageToMessage() {
    try (var route = connected(EmailSamples.settings(server.port(), EmailSamples.AUTHOR))) {
      for (int i = 0; i < 20; i++) {
        assertThat(route.send(delivery(MessageClass.ROUTINE, "hello")))
            .isInstanceOf(Accepted.class);
      }
    }
    assertThat(server.arrived()).hasSize(20);
    assertThat(server.arrived().stream().map(MailServer.Arrived::connection).distinct())
        .as("at most as many as are kept")
        .hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void starttlsIsUsedWhereItIsOfferedAndDemandedWhereItIsRequired(@TempDir Path directory)
      throws Exception {
    var trusted = MailServer.makeCertificate(directory, "IP:127.0.0.1");
    try (var tls = MailServer.withTls(directory, true)) {
      for (var mode : new Starttls[] {Starttls.OPTIONAL, Starttls.REQUIRED}) {
        var settings =
            EmailSamples.settings("127.0.0.1", tls.port(), EmailSamples.AUTHOR, mode, trusted);
        try (var route = connected(settings)) {
          assertThat(route.send(delivery(MessageClass.ROUTINE, "hello")))
              .isInstanceOf(Accepted.class);
        }
      }
      assertThat(tls.arrived()).hasSize(2);
      assertNeverUp(
          EmailSamples.settings(
              "127.0.0.1", tls.port(), EmailSamples.AUTHOR, Starttls.REQUIRED, null));
    }
    assertNeverUp(
        EmailSamples.settings(
            "127.0.0.1", server.port(), EmailSamples.AUTHOR, Starttls.REQUIRED, trusted));
  }

  @Test
  void aCertificateOfAnotherNameIsNotTrusted(@TempDir Path directory) throws Exception {
    var trusted = MailServer.makeCertificate(directory, "DNS:other.example");
    try (var tls = MailServer.withTls(directory, false)) {
      assertNeverUp(
          EmailSamples.settings(
              "127.0.0.1", tls.port(), EmailSamples.AUTHOR, Starttls.REQUIRED, trusted));
    }
  }

  private static void assertNeverUp(EmailSettings settings) {
    try (var route = new EmailRoute(settings, InstantSource.system())) {
      assertThat(route.send(delivery(MessageClass.ROUTINE, "hello")))
          .isEqualTo(new Refused(Refused.ROUTE_DOWN, true));
    }
  }

  private MailServer.Arrived sent(Author author, Delivery delivery) {
    int before = server.arrived().size();
    try (var route = connected(EmailSamples.settings(server.port(), author))) {
      assertThat(route.send(delivery)).isInstanceOf(Accepted.class);
    }
    assertThat(server.arrived()).hasSize(before + 1);
    return server.arrived().getLast();
  }

  private static EmailRoute connected(EmailSettings settings) {
    var route = new EmailRoute(settings, InstantSource.system());
    route.start();
    Awaitility.await().until(route::isUp);
    return route;
  }

  private static Delivery delivery(MessageClass messageClass, String text) {
    return of(1, messageClass, text);
  }

  private static Delivery attempt(int number) {
    return of(number, MessageClass.ROUTINE, "hello");
  }

  private static Delivery of(int attempt, MessageClass messageClass, String text) {
    return new Delivery(
        new AttemptRef(Samples.CUSTOMER, Samples.CASE, Samples.CASE + "/7", attempt),
        "progress",
        messageClass,
        Channel.EMAIL,
        Samples.EMAIL,
        "CN",
        new Rendered("en", "Your case", text, "<p>" + text + "</p>", "t1", "K7QM-3XPA"),
        Samples.NOON,
        Instant.now().plusSeconds(60));
  }
}
