package io.belay.escalation.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.Topics;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.pack.PackFile;
import io.belay.escalation.pack.PackLibrary;
import io.belay.escalation.pack.PackReader;
import io.belay.escalation.pack.PackReading;
import io.belay.escalation.wire.PackRecords.PackNews;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PackTopicTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.POLICY_PACKS, 0);
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final PackLibrary library = new PackLibrary();
  private PolicyRef before = new PolicyRef("none", "1");
  private PolicyRef now = new PolicyRef("none", "2");

  @BeforeEach
  void twoPacksArePublished() throws IOException {
    before = published("market-uk.yaml");
    now = published("market-eu.yaml");
  }

  /** New cases are decided meanwhile: each would run under the old pack for as long as it lives. */
  @Test
  void whoReadsTheTopicAnewNeverGoesBackToAPackThatWasInForceBefore() {
    var consumer = consumer();
    try (var topic = new PackTopic(() -> consumer, library)) {
      activated(consumer, 0, before);
      activated(consumer, 1, now);
      topic.readNext();
      assertThat(active()).isEqualTo(now);
    }

    var anew = consumer();
    try (var topic = new PackTopic(() -> anew, library)) {
      activated(anew, 0, before);
      topic.readNext();
      assertThat(active()).as("half of the topic is read").isEqualTo(now);

      activated(anew, 1, now);
      activated(anew, 2, before);
      topic.readNext();
      assertThat(active()).as("what is told later counts").isEqualTo(before);
    }
  }

  private PolicyRef published(String file) throws IOException {
    byte[] yaml =
        Files.readAllBytes(
            Path.of(System.getProperty("belay.root"), "deploy", "policies").resolve(file));
    var read = (PackReading.Read) new PackReader().read(yaml, file);
    library.add(new PackFile(read.pack().ref(), yaml), read.pack());
    return read.pack().ref();
  }

  private @Nullable PolicyRef active() {
    return library.activations().get(PackLibrary.ANY_MARKET);
  }

  private static MockConsumer<String, PackNews> consumer() {
    var consumer = new MockConsumer<String, PackNews>("earliest");
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    return consumer;
  }

  private static void activated(
      MockConsumer<String, PackNews> consumer, long offset, PolicyRef ref) {
    var news =
        new PackNews.Activated(
            PackLibrary.ANY_MARKET, ref, new PackNews.Told("compliance", NOON.plusSeconds(offset)));
    consumer.addRecord(new ConsumerRecord<>(Topics.POLICY_PACKS, 0, offset, news.key(), news));
  }
}
