package io.belay.local.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.Topics;
import io.belay.contract.TrustedRecords;
import io.belay.events.PolicyPackRecord;
import io.belay.events.PublishedPack;
import io.belay.local.AvroSettings;
import io.belay.local.LocalBroker;
import io.belay.local.LocalRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
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
  void withoutAMarketItIsForAllThatHaveNoPackOfTheirOwn() {
    assertThat(belay(0, "pack", "activate", "wallet@1", "--by", "li")).contains("active@*");
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
