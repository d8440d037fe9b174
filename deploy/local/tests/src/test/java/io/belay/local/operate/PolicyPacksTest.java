package io.belay.local.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.belay.contract.Topics;
import io.belay.contract.TrustedRecords;
import io.belay.events.CaseAccepted;
import io.belay.events.CaseEvent;
import io.belay.events.CaseMigrated;
import io.belay.events.CaseProgress;
import io.belay.events.CaseSettled;
import io.belay.events.EventRejected;
import io.belay.events.PolicyChanged;
import io.belay.events.PolicyPackRecord;
import io.belay.events.PublishedPack;
import io.belay.local.AvroSettings;
import io.belay.local.LocalBroker;
import io.belay.local.LocalRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker and registry where two versions of a pack were published. */
@TestInstance(Lifecycle.PER_CLASS)
class PolicyPacksTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private LocalBroker broker;
  private LocalRegistry registry;

  @SuppressWarnings("NullAway.Init") // set before the first test
  PolicyPacksTest() {}

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    broker = LocalBroker.start(directory.resolve("broker"));
    broker.createTopics(1);
    registry = LocalRegistry.start(directory.resolve("registry"), broker.bootstrapServers());
    TrustedRecords.trust();
    var settings = new HashMap<String, Object>(AvroSettings.writing(registry.url()));
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("key.serializer", StringSerializer.class.getName());
    try (var producer = new KafkaProducer<String, Object>(settings)) {
      for (var version : List.of("1", "2")) {
        var pack =
            new PublishedPack(
                "wallet",
                version,
                ByteBuffer.wrap("pack: wallet".getBytes(UTF_8)),
                "ab12",
                Instant.parse("2026-11-20T12:00:00Z"));
        producer
            .send(
                new ProducerRecord<>(
                    Topics.POLICY_PACKS, "wallet@" + version, new PolicyPackRecord(pack)))
            .get();
      }
    }
  }

  @AfterAll
  void stop() {
    registry.close();
    broker.close();
  }

  @Test
  void anActivationIsWrittenDownWithWhoAndWhen() {
    assertThat(belay(0, "pack", "activate", "wallet@1", "--market", "SG", "--by", "li"))
        .contains("active@SG  that of all markets → wallet@1")
        .contains("keeps the version it has");
    assertThat(belay(0, "pack", "activate", "wallet@2", "--market", "SG", "--by", "li"))
        .contains("active@SG  wallet@1 → wallet@2");
    assertThat(belay(0, "pack", "activate", "wallet@2", "--market", "SG", "--by", "wang"))
        .contains("active@SG is wallet@2 already");

    assertThat(belay(0, "pack", "list"))
        .contains("wallet@1  published 2026-11-20T12:00:00Z  sha256 ab12")
        .containsPattern("active@SG  wallet@2  since \\S+, by li")
        .contains("2 published versions");
  }

  @Test
  void aBranchMayHaveAPackOfItsOwn() {
    assertThat(belay(0, "pack", "activate", "wallet@1", "--market", "GB/GB-SCT-01", "--by", "li"))
        .contains("active@GB/GB-SCT-01  that of its market → wallet@1");
    assertThat(belay(0, "pack", "list"))
        .containsPattern("active@GB/GB-SCT-01  wallet@1  since \\S+, by li");
    assertThat(belay(2, "pack", "activate", "wallet@1", "--market", "GB/", "--by", "li"))
        .contains("a country and an entity such as GB/GB-SCT-01");
  }

  @Test
  void withoutAMarketItIsForAllThatHaveNoPackOfTheirOwn() {
    assertThat(belay(0, "pack", "activate", "wallet@1", "--by", "li")).contains("active@*");
  }

  @Test
  void aRunBringsItsPackIntoForceWhateverAnEarlierOneLeft() throws Exception {
    belay(0, "pack", "activate", "wallet@1", "--by", "li");
    var escalation = escalationGoingByTheTopic();
    try {
      var inForce =
          new PackInForce(
              broker.bootstrapServers(),
              registry.url(),
              "http://127.0.0.1:" + escalation.getAddress().getPort(),
              "any-token");

      assertThat(inForce.change("wallet@2")).contains("wallet@1");
      assertThat(belay(0, "pack", "list"))
          .containsPattern("active@\\*  wallet@2  since \\S+, by ./run");
      assertThat(inForce.change("wallet@2")).isEmpty();
    } finally {
      escalation.stop(0);
    }
  }

  private HttpServer escalationGoingByTheTopic() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/policies",
        exchange -> {
          var active = Pattern.compile("active@\\*  (\\S+)").matcher(belay(0, "pack", "list"));
          assertThat(active.find()).isTrue();
          var body = "{\"active\":{\"*\":\"%s\"}}".formatted(active.group(1)).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void aVersionNobodyPublishedIsNotActivated() {
    assertThat(belay(2, "pack", "activate", "wallet@3", "--market", "HK", "--by", "li"))
        .contains("'wallet@3' is none; published are: wallet@1, wallet@2");
    assertThat(belay(0, "pack", "list")).doesNotContain("active@HK");
  }

  @Test
  void aMarketIsACountry() {
    assertThat(belay(2, "pack", "activate", "wallet@1", "--market", "eu", "--by", "li"))
        .contains("expected a country such as CN");
  }

  @Test
  void aBrokerThatIsAwayIsSaidInOneLine() {
    var said = run(1, "pack", "list", "--bootstrap", "127.0.0.1:1", "--registry", registry.url());
    assertThat(said.lines()).singleElement().asString().startsWith("belay: cannot read");
  }

  @Test
  void openCasesGoOnUnderAnotherVersionOneEventEachAndSayWhatBecameOfIt() throws Exception {
    write(
        Topics.CASE_PROGRESS,
        accepted("C-1", "1", "CN"),
        accepted("C-2", "1", "CN"),
        accepted("C-3", "1", "SG"),
        accepted("C-4", "2", "CN"),
        accepted("C-5", "1", "CN"),
        progress("C-5", 2, "1", "e-2", new CaseSettled(NOON)));
    assertThat(belay(0, "pack", "migrate", "wallet@1", "wallet@2", "--market", "CN", "--dry-run"))
        .contains("2 open cases under wallet@1 in market CN")
        .contains("dry run");

    var answering = Thread.ofVirtual().start(this::answerTwoChanges);
    var said =
        belay(
            0,
            "pack",
            "migrate",
            "wallet@1",
            "wallet@2",
            "--market",
            "CN",
            "--rate",
            "1000",
            "--by",
            "li");
    answering.join();

    assertThat(said)
        .contains("2 open cases under wallet@1 in market CN")
        .contains("1 go on under wallet@2")
        .contains("1 refused: tier-unknown");
  }

  @Test
  void casesGoOnUnderPublishedVersionsOnlyAndNotFasterThanAllowed() {
    assertThat(belay(2, "pack", "migrate", "wallet@1", "wallet@3"))
        .contains("'wallet@3' is none; published are: wallet@1, wallet@2");
    assertThat(belay(2, "pack", "migrate", "wallet@1", "wallet@2", "--rate", "0"))
        .contains("expected a number from 1 to 1000 after --rate");
  }

  /** As escalation does: C-1 goes on, C-2 is at a tier the new version does not have. */
  private void answerTwoChanges() {
    var settings = new HashMap<String, Object>(AvroSettings.reading(registry.url()));
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("key.deserializer", StringDeserializer.class.getName());
    var partitions = List.of(new TopicPartition(Topics.CASE_EVENTS, 0));
    try (var events = new KafkaConsumer<String, Object>(settings)) {
      events.assign(partitions);
      events.seekToBeginning(partitions);
      for (int answered = 0; answered < 2; ) {
        for (var record : events.poll(Duration.ofMillis(200))) {
          var event = (CaseEvent) record.value();
          assertThat(event.getPayload()).isEqualTo(new PolicyChanged("wallet", "2"));
          assertThat(event.getSubmittedBy()).isEqualTo("li");
          boolean first = event.getCaseId().equals("C-1");
          write(
              Topics.CASE_PROGRESS,
              progress(
                  event.getCaseId(),
                  2,
                  first ? "2" : "1",
                  event.getEventId(),
                  first
                      ? new CaseMigrated("wallet", "2", "wallet", "1", "continue")
                      : new EventRejected("POLICY_CHANGED", "tier-unknown", "Expected …", null)));
          answered++;
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static CaseProgress accepted(String caseId, String version, String market) {
    return progress(
        caseId,
        1,
        version,
        "e-1",
        CaseAccepted.newBuilder()
            .setCategory("other")
            .setReportedCategory("other")
            .setPriority("P3")
            .setOpenedAt(NOON)
            .setMarket(market)
            .setQueue("front-line")
            .build());
  }

  private static CaseProgress progress(
      String caseId, long sequence, String version, String causedBy, Object payload) {
    return new CaseProgress(
        caseId + "/" + sequence,
        caseId,
        "K-1",
        sequence,
        NOON,
        causedBy,
        "wallet",
        version,
        "front-line",
        payload);
  }

  private void write(String topic, CaseProgress... steps) throws Exception {
    var settings = new HashMap<String, Object>(AvroSettings.writing(registry.url()));
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("key.serializer", StringSerializer.class.getName());
    try (var producer = new KafkaProducer<String, Object>(settings)) {
      for (var step : steps) {
        producer.send(new ProducerRecord<>(topic, step.getCaseId(), step)).get();
      }
    }
  }

  private String belay(int code, String... args) {
    var all = new ArrayList<>(Arrays.asList(args));
    all.addAll(List.of("--bootstrap", broker.bootstrapServers(), "--registry", registry.url()));
    return run(code, all.toArray(String[]::new));
  }

  private static String run(int code, String... args) {
    var said = new ByteArrayOutputStream();
    var both = new PrintStream(said, true, UTF_8);
    assertThat(OperatorCommand.run(both, both, args)).isEqualTo(code);
    return said.toString(UTF_8);
  }
}
