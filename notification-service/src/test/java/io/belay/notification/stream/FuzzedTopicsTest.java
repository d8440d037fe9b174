package io.belay.notification.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.ContactKeys;
import io.belay.contract.DeadLetterHeaders;
import io.belay.contract.Topics;
import io.belay.contract.TraceParent;
import io.belay.events.CaseProgress;
import io.belay.events.CustomerContact;
import io.belay.events.DeliveryOutcome;
import io.belay.events.DeliveryResult;
import io.belay.events.FollowUpDue;
import io.belay.events.MessageClass;
import io.belay.local.fuzz.FuzzRun;
import io.belay.local.fuzz.Mutations;
import io.belay.local.fuzz.OddRecords;
import io.belay.notification.NotificationMetrics;
import io.belay.notification.Quiet;
import io.belay.notification.Samples;
import io.belay.notification.domain.ReceiptPatience;
import io.belay.notification.wire.WireSerdes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Whatever stands in the topics notification reads, in values, keys and headers: it is taken or put
 * aside with its reason, and the stream goes on.
 */
class FuzzedTopicsTest {
  private static final List<String> READ =
      List.of(
          Topics.CASE_PROGRESS,
          Topics.CUSTOMER_CONTACTS,
          Topics.DELIVERY_OUTCOMES,
          Topics.DELIVERY_RECEIPTS,
          Topics.FOLLOW_UPS_URGENT);

  private static final List<String> TYPES = Samples.TYPES.stream().sorted().toList();

  private final AvroBytes.Out out = new AvroBytes.Out();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void whatStandsInATopicIsTakenOrPutAsideAndTheStreamGoesOn(
      @TempDir(factory = InMemory.class) Path directory) {
    try (var run = FuzzRun.of("records in notification's topics", 300, 30_000);
        var quiet = Quiet.about("org.apache.kafka.streams");
        var driver = driver(directory)) {
      assertThat(quiet).isNotNull();
      var doors = new HashMap<String, Door>();
      READ.forEach(topic -> doors.put(topic, new Door(driver, topic)));
      var mutations = new Mutations(run.random());
      var odd = new OddRecords(run);
      for (int i = 0; i < run.inputs(); i++) {
        var topic = run.oneOf(READ);
        var door = Objects.requireNonNull(doors.get(topic));
        door.send(key(run, mutations), value(run, mutations, odd, topic), headers(run));
        run.became(door.hasDeadLetters() ? "dead letter" : "taken");
        if (run.onceIn(100)) {
          driver.advanceWallClockTime(Duration.ofMinutes(run.random().nextInt(600)));
        }
      }
      driver.advanceWallClockTime(Duration.ofDays(4));
      assertThat(run.outcomes().getOrDefault("dead letter", 0)).isGreaterThan(run.inputs() / 20);
      assertThat(run.outcomes().getOrDefault("taken", 0)).isGreaterThan(run.inputs() / 20);

      var deliveries =
          driver.createOutputTopic(
              Topics.DELIVERIES_SMS_ROUTINE, new StringDeserializer(), new AvroBytes.In());
      deliveries.readValuesToList();
      sendGood(doors);
      assertThat(deliveries.readKeyValuesToMap()).containsKey("C-good");
    }
  }

  private void sendGood(Map<String, Door> doors) {
    var contact = CustomerContact.newBuilder(AvroBytes.contact()).setCustomerId("C-good").build();
    var followUp =
        CaseProgress.newBuilder(AvroBytes.followUp())
            .setCustomerId("C-good")
            .setCaseId("good")
            .setProgressId("good/7")
            .build();
    Objects.requireNonNull(doors.get(Topics.CUSTOMER_CONTACTS))
        .send("C-good".getBytes(UTF_8), out.serialize("", contact), new RecordHeaders());
    Objects.requireNonNull(doors.get(Topics.CASE_PROGRESS))
        .send("good".getBytes(UTF_8), out.serialize("", followUp), new RecordHeaders());
  }

  /** A topic that is read, and its dead letters. */
  private static final class Door {
    private final TestInputTopic<byte[], byte[]> in;
    private final TestOutputTopic<byte[], byte[]> deadLetters;

    Door(TopologyTestDriver driver, String topic) {
      in = driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
      deadLetters =
          driver.createOutputTopic(
              Topics.deadLettersOf(topic),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
    }

    @SuppressWarnings("NullAway") // keys and values may be null
    void send(byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers) {
      in.pipeInput(new TestRecord<>(key, value, headers));
    }

    boolean hasDeadLetters() {
      var letters = deadLetters.readRecordsToList();
      assertThat(letters)
          .allSatisfy(
              letter ->
                  assertThat(letter.headers().lastHeader(DeadLetterHeaders.REASON)).isNotNull());
      return !letters.isEmpty();
    }
  }

  private byte @Nullable [] value(FuzzRun run, Mutations mutations, OddRecords odd, String topic) {
    if (run.onceIn(40)) {
      return null;
    }
    var sound = sound(run, topic);
    var bytes = Objects.requireNonNull(out.serialize("", run.onceIn(3) ? sound : odd.of(sound)));
    if (run.onceIn(2)) {
      return bytes;
    }
    // the name of the class in front stands for a registry's id, which is not what is damaged here
    int name =
        1
            + (sound.getClass().getName().length() > 63 ? 1 : 0)
            + sound.getClass().getName().length();
    var body = mutations.of(Arrays.copyOfRange(bytes, name, bytes.length));
    var all = Arrays.copyOf(bytes, name + body.length);
    System.arraycopy(body, 0, all, name, body.length);
    return all;
  }

  private static SpecificRecord sound(FuzzRun run, String topic) {
    return switch (topic) {
      case Topics.CUSTOMER_CONTACTS -> AvroBytes.contact();
      case Topics.DELIVERY_RECEIPTS -> run.onceIn(2) ? AvroBytes.taken() : AvroBytes.receipt();
      case Topics.DELIVERY_OUTCOMES -> outcome(run);
      default -> progress(run);
    };
  }

  private static SpecificRecord progress(FuzzRun run) {
    var step =
        switch (run.random().nextInt(4)) {
          case 0 -> AvroBytes.accepted();
          case 1 -> AvroBytes.settled(Samples.NOON.plusSeconds(3_600));
          case 2 -> AvroBytes.resultOverAmount("199.00");
          default -> AvroBytes.followUp();
        };
    long sequence = run.random().nextInt(1_000);
    return CaseProgress.newBuilder(step)
        .setSequence(sequence)
        .setProgressId(step.getCaseId() + "/" + sequence)
        .setPayload(
            step.getPayload() instanceof FollowUpDue due ? other(run, due) : step.getPayload())
        .build();
  }

  private static FollowUpDue other(FuzzRun run, FollowUpDue due) {
    return FollowUpDue.newBuilder(due)
        .setMessageType(run.oneOf(TYPES))
        .setMessageClass(run.oneOf(List.of(MessageClass.values())))
        .build();
  }

  private static SpecificRecord outcome(FuzzRun run) {
    return DeliveryOutcome.newBuilder()
        .setOutcomeId(Samples.CASE + "/7/1/x")
        .setAttemptId(Samples.CASE + "/7/1")
        .setMessageId(Samples.CASE + "/7")
        .setCaseId(Samples.CASE)
        .setCustomerId(Samples.CUSTOMER)
        .setResult(run.oneOf(List.of(DeliveryResult.values())))
        .setAt(Samples.NOON)
        .build();
  }

  private static byte @Nullable [] key(FuzzRun run, Mutations mutations) {
    return switch (run.random().nextInt(12)) {
      case 0 -> null;
      case 1 -> new byte[0];
      case 2 -> mutations.of(Samples.CUSTOMER.getBytes(UTF_8));
      case 3 -> new byte[5_000];
      case 4 -> ContactKeys.atOpening(Samples.CUSTOMER).getBytes(UTF_8);
      case 5, 6 -> Samples.CASE.getBytes(UTF_8);
      case 7 -> "smsc|1".getBytes(UTF_8);
      default -> Samples.CUSTOMER.getBytes(UTF_8);
    };
  }

  private static RecordHeaders headers(FuzzRun run) {
    var headers = new RecordHeaders();
    if (run.onceIn(2)) {
      headers.add(
          TraceParent.HEADER,
          run.oneOf(
                  List.of(
                      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                      "00-00000000000000000000000000000000-0000000000000000-00",
                      "\u0000",
                      "",
                      "x".repeat(100_000)))
              .getBytes(UTF_8));
    }
    if (run.onceIn(20)) {
      headers.add(TraceParent.HEADER, null);
      headers.add("", new byte[] {1});
    }
    return headers;
  }

  /** Each record is a commit with its fsyncs: without a disk, where the system has such a place. */
  static final class InMemory implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");

    @Override
    public Path createTempDirectory(AnnotatedElementContext field, ExtensionContext test)
        throws IOException {
      return Files.isWritable(MEMORY)
          ? Files.createTempDirectory(MEMORY, "fuzzed")
          : Files.createTempDirectory("fuzzed");
    }
  }

  private TopologyTestDriver driver(Path directory) {
    var metrics = new NotificationMetrics(meters);
    var topology =
        NotificationTopology.of(
            new WireSerdes(out, new AvroBytes.In()),
            new OutboxRoom(Samples.policy(Samples.texts()), Samples.texts(), metrics),
            new ReceiptRoom(new ReceiptPatience(Duration.ofDays(2), Duration.ofDays(6)), metrics),
            new TrackRoom(new CaseChanges()));
    var settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "notification");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    settings.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UnreadableRecords.class);
    return new TopologyTestDriver(topology, settings, Samples.NOON);
  }
}
