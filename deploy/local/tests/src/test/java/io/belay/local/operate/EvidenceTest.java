package io.belay.local.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.belay.contract.ContactKeys;
import io.belay.contract.DeadLetter;
import io.belay.contract.Topics;
import io.belay.contract.TrustedRecords;
import io.belay.events.CaseClosed;
import io.belay.events.CaseEvent;
import io.belay.events.CaseForgotten;
import io.belay.events.CaseProgress;
import io.belay.events.CaseStatus;
import io.belay.events.Closed;
import io.belay.events.DeliveryOutcome;
import io.belay.events.DeliveryResult;
import io.belay.events.EventRecorded;
import io.belay.events.PolicyPackRecord;
import io.belay.events.PublishedPack;
import io.belay.local.AvroSettings;
import io.belay.local.BrokerAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** By users with no more rights than they need, on a real broker and registry. */
@TestInstance(Lifecycle.PER_CLASS)
class EvidenceTest {
  private static final Instant AT = Instant.parse("2026-11-20T12:00:00Z");
  private static final byte[] YAML = "pack: wallet\nnames: {zh-CN: 钱包}\n".getBytes(UTF_8);

  private Path dir;
  private SecuredBroker broker;
  private KafkaProducer<String, Object> producer;

  @SuppressWarnings("NullAway.Init") // set before the first test
  EvidenceTest() {}

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    dir = directory;
    writeKeys("bank");
    writeKeys("other");
    broker = SecuredBroker.shared();
    TrustedRecords.trust();
    var settings = broker.client(BrokerAccess.ADMIN);
    settings.putAll(AvroSettings.writing(broker.registryUrl()));
    settings.put("key.serializer", StringSerializer.class.getName());
    producer = new KafkaProducer<>(settings);
    write(Topics.POLICY_PACKS, "wallet@1", pack());
    write(Topics.CASE_EVENTS, "case-1", closed("case-1", "e-1"));
    write(Topics.CASE_EVENTS, "case-2", closed("case-2", "e-2"));
    write(Topics.CASE_EVENTS, "case-2", closed("case-2", "e-3"));
    write(Topics.CASE_PROGRESS, "case-1", step("case-1", 1, "e-1", recorded()));
    write(Topics.CASE_PROGRESS, "case-1", step("case-1", 2, "e-1", new CaseClosed("event")));
    write(Topics.CASE_PROGRESS, "case-2", step("case-2", 1, "e-2", recorded()));
    write(Topics.CASE_EVENTS, "case-3", closed("case-3", "e-4"));
    write(Topics.CASE_PROGRESS, "case-3", step("case-3", 1, "e-4", recorded()));
    write(Topics.CASE_PROGRESS, "case-3", step("case-3", 2, "deadline:", new CaseForgotten()));
    write(Topics.CASE_PROGRESS, "case-3", step("case-3", 1, "e-4", recorded()));
    write(Topics.CASE_PROGRESS, "case-3", step("case-3", 2, "e-4", new CaseClosed("event")));
    write(Topics.CASE_EVENTS, "case-4", closed("case-4", "e-5"));
    write(Topics.CASE_PROGRESS, "case-4", step("case-4", 1, "e-5", recorded()));
    write(Topics.CASE_PROGRESS, "case-4", step("case-4", 2, "e-5", new CaseClosed("event")));
    write(Topics.CASE_PROGRESS, "case-4", step("case-4", 1, "e-5", recorded()));
    write(Topics.DELIVERY_OUTCOMES, "C-1", outcome("case-1"));
    write(Topics.DELIVERY_OUTCOMES, "C-1", outcome("case-2"));
  }

  @AfterAll
  void stop() {
    producer.close();
  }

  @Test
  void whatWasExportedIsCheckedWithoutAskingAnybody() throws Exception {
    var file = export("case-1");

    assertThat(Files.readString(file))
        .contains("\"caseId\":\"case-1\"", "\"exportedBy\":\"li\"", "EventRecorded", "wallet")
        .doesNotContain("case-2");
    assertThat(belay(0, "evidence", "verify", file.toString(), "--public-key", shown("bank")))
        .contains("whole:", "signed by the key of", "consistent: 5 records")
        .doesNotContain("NOT");
    assertThat(belay(1, "evidence", "verify", file.toString(), "--public-key", shown("other")))
        .contains("NOT signed by the key of");
  }

  @Test
  void oneByteChangedIsSeen() throws Exception {
    var file = export("case-1");
    Files.writeString(
        file, Files.readString(file).replace("exportedBy\":\"li", "exportedBy\":\"lo"));
    assertThat(belay(1, "evidence", "verify", file.toString())).contains("NOT whole");
  }

  @Test
  void anEventNobodyDecidedIsSeenThoughTheSignatureIsRight() throws Exception {
    var file = export("case-2");
    assertThat(belay(1, "evidence", "verify", file.toString()))
        .contains("whole:", "NOT consistent: nothing was decided about event 'e-3'");
  }

  @Test
  void anIdThatWasOpenedAgainAfterItsCaseWasForgottenIsNumberedFromOneAgain() throws Exception {
    assertThat(belay(0, "evidence", "verify", export("case-3").toString()))
        .contains("consistent: 6 records")
        .doesNotContain("NOT");
    assertThat(belay(1, "evidence", "verify", export("case-4").toString()))
        .contains("NOT consistent: expected decision 3, but found 1");
  }

  @Test
  void aCaseThatIsNotThereAndAKeyThatIsNotGivenAreSaidInOneLine() {
    assertThat(
            belay(1, "evidence", "case-9", "--key", secret("bank"), "--public-key", shown("bank")))
        .contains("there is no record of case 'case-9'");
    assertThat(belay(2, "evidence", "case-1")).contains("expected --key FILE");
    assertThat(
            belay(1, "evidence", "case-1", "--key", secret("bank"), "--public-key", shown("other")))
        .contains("to be the public half");
  }

  @Test
  void anErasureIsProvedByItsTombstonesAndOnlyThen() throws Exception {
    var proof = dir.resolve("proof.ndjson").toString();
    write(Topics.CUSTOMER_CONTACTS, ContactKeys.told("C-7"), outcome("any"));
    write(Topics.CUSTOMER_CONTACTS, ContactKeys.atOpening("C-7"), outcome("any"));
    var intake = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    intake.createContext(
        "/v1/customers/C-7/contact",
        exchange -> {
          exchange.sendResponseHeaders(202, -1);
          exchange.close();
        });
    intake.start();
    var erase =
        new String[] {
          "contact",
          "erase",
          "C-7",
          "--intake",
          "http://127.0.0.1:" + intake.getAddress().getPort(),
          "--key",
          secret("bank"),
          "--public-key",
          shown("bank"),
          "--out",
          proof
        };
    try {
      assertThat(belayAs("data-protection", 1, erase)).contains("still holds some");
      var unreadable =
          new ConsumerRecord<>(
              Topics.CUSTOMER_CONTACTS,
              0,
              0,
              ContactKeys.atOpening("C-7").getBytes(UTF_8),
              new byte[] {1});
      letter(DeadLetter.of(unreadable, "unreadable", "EOFException").record());
      write(Topics.CUSTOMER_CONTACTS, ContactKeys.told("C-7"), null);
      write(Topics.CUSTOMER_CONTACTS, ContactKeys.atOpening("C-7"), null);
      assertThat(belayAs("data-protection", 0, erase))
          .contains("kind=told", "kind=at opening", "offDiskBy")
          .containsOnlyOnce("deadLetter={topic=customer-contacts-dlt");
    } finally {
      intake.stop(0);
    }
    assertThat(belay(0, "evidence", "verify", proof, "--public-key", shown("bank")))
        .contains("whole:", "belay-erasure");
  }

  @Test
  void nothingIsErasedWhereItsProofCouldNotBeSigned() throws Exception {
    var asked = new AtomicInteger();
    var intake = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    intake.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(202, -1);
          exchange.close();
        });
    intake.start();
    var url = "http://127.0.0.1:" + intake.getAddress().getPort();
    try {
      assertThat(belay(2, "contact", "erase", "C-8", "--intake", url, "--key", secret("bank")))
          .contains("expected --public-key FILE");
      assertThat(belay(2, "contact", "erase", "C-8", "--intake", url, "--out", "proof"))
          .contains("expected --key FILE");
      assertThat(
              belay(
                  1,
                  "contact",
                  "erase",
                  "C-8",
                  "--intake",
                  url,
                  "--key",
                  secret("bank"),
                  "--public-key",
                  shown("other")))
          .contains("to be the public half");
      assertThat(
              belay(
                  2,
                  "contact",
                  "erase",
                  "C-8",
                  "--intake",
                  url,
                  "--key",
                  secret("bank"),
                  "--public-key",
                  shown("bank"),
                  "--out",
                  dir.resolve("nowhere/proof.ndjson").toString()))
          .contains("nowhere/proof.ndjson", "--out FILE");
      assertThat(
              SecuredBroker.belay(
                  2, "contact", "erase", "C-8", "--intake", url, "--client-config", "nowhere"))
          .contains("cannot read --client-config");
      assertThat(asked).hasValue(0);
    } finally {
      intake.stop(0);
    }
  }

  private void letter(ProducerRecord<byte[], byte[]> letter) throws Exception {
    try (var writer =
        new KafkaProducer<>(
            broker.client(BrokerAccess.ADMIN),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      writer.send(letter).get();
    }
  }

  private Path export(String caseId) {
    var file = dir.resolve(caseId + ".ndjson");
    belay(
        0,
        "evidence",
        caseId,
        "--by",
        "li",
        "--key",
        secret("bank"),
        "--public-key",
        shown("bank"),
        "--out",
        file.toString());
    return file;
  }

  private String belay(int code, String... args) {
    return belayAs(SecuredBroker.OPERATOR, code, args);
  }

  private String belayAs(String user, int code, String... args) {
    var all = new ArrayList<>(Arrays.asList(args));
    all.addAll(
        List.of("--client-config", broker.clientConfig(user), "--registry", broker.registryUrl()));
    return SecuredBroker.belay(code, all.toArray(String[]::new));
  }

  private void write(String topic, String key, @Nullable Object value) throws Exception {
    var partition =
        org.apache.kafka.common.utils.Utils.toPositive(
                org.apache.kafka.common.utils.Utils.murmur2(
                    ContactKeys.customerOf(key).getBytes(UTF_8)))
            % producer.partitionsFor(topic).size();
    producer.send(new ProducerRecord<>(topic, partition, key, value)).get();
  }

  private String secret(String name) {
    return dir.resolve(name + ".pem").toString();
  }

  private String shown(String name) {
    return dir.resolve(name + ".pub.pem").toString();
  }

  private void writeKeys(String name) throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    pem(Path.of(secret(name)), "PRIVATE KEY", keys.getPrivate().getEncoded());
    pem(Path.of(shown(name)), "PUBLIC KEY", keys.getPublic().getEncoded());
  }

  private static void pem(Path file, String what, byte[] encoded) throws IOException {
    Files.writeString(
        file,
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(what, Base64.getEncoder().encodeToString(encoded), what));
  }

  private static PolicyPackRecord pack() throws Exception {
    var sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(YAML));
    return new PolicyPackRecord(new PublishedPack("wallet", "1", ByteBuffer.wrap(YAML), sum, AT));
  }

  private static CaseEvent closed(String caseId, String eventId) {
    return CaseEvent.newBuilder()
        .setEventId(eventId)
        .setCaseId(caseId)
        .setOccurredAt(AT)
        .setSource("test")
        .setSubmittedBy("test")
        .setPayload(Closed.newBuilder().build())
        .build();
  }

  private static CaseProgress step(String caseId, long sequence, String cause, Object payload) {
    return CaseProgress.newBuilder()
        .setProgressId(caseId + "/" + sequence)
        .setCaseId(caseId)
        .setCustomerId("C-1")
        .setSequence(sequence)
        .setDecidedAt(AT)
        .setCausedBy(cause)
        .setPolicyPack("wallet")
        .setPolicyVersion("1")
        .setTier("front-line")
        .setPayload(payload)
        .build();
  }

  private static EventRecorded recorded() {
    return EventRecorded.newBuilder()
        .setEventType("CLOSED")
        .setStatus(CaseStatus.CLOSED)
        .setQueue("front")
        .build();
  }

  private static DeliveryOutcome outcome(String caseId) {
    return DeliveryOutcome.newBuilder()
        .setOutcomeId(caseId + "/1")
        .setMessageId(caseId + "/1")
        .setCaseId(caseId)
        .setCustomerId("C-1")
        .setResult(DeliveryResult.DELIVERED)
        .setAt(AT)
        .build();
  }
}
