package io.belay.intake.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.DeadLetterHeaders;
import io.belay.contract.Topics;
import io.belay.contract.TraceParent;
import io.belay.contract.TrustedRecords;
import io.belay.events.CaseEvent;
import io.belay.intake.domain.Actor;
import io.belay.intake.domain.CaseEventChecks;
import io.belay.intake.domain.Happening;
import io.belay.intake.domain.Masking;
import io.belay.intake.stream.BankEvents;
import io.belay.intake.stream.BankEventsObserver;
import io.belay.local.fuzz.FuzzRun;
import io.belay.local.fuzz.Mutations;
import io.belay.local.fuzz.OddRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.mock.MockProducerFactory;

/**
 * Whatever a bank system writes: each record becomes one event, or one dead letter with its reason.
 */
class FuzzedBankEventsTests {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  private static final String CASE = "0192f3c4-5d6e-7a8b-9c0d-1e2f3a4b5c6d";
  private static final List<Happening> HAPPENINGS = RecordsTests.happenings().toList();

  static {
    TrustedRecords.trust();
  }

  private final MockProducer<Object, Object> written =
      new MockProducer<>(true, null, FuzzedBankEventsTests::key, FuzzedBankEventsTests::value) {
        // it is used again
        @Override
        public void close(Duration timeout) {}
      };

  @Test
  void aRecordOfAnyShapeIsTakenOverOrPutAsideWithItsReason() {
    try (var run = FuzzRun.of("records and headers in bank-events", 4_000, 150_000)) {
      var mutations = new Mutations(run.random());
      var odd = new OddRecords(run);
      var door = door(run);
      for (int i = 0; i < run.inputs(); i++) {
        var record = record(run, mutations, odd, i);
        door.onMessage(List.of(record));
        assertThat(written.history()).hasSize(1);
        check(written.history().getFirst(), record);
        written.clear();
      }
      assertThat(run.outcomes())
          .containsKeys("taken over", "unreadable", "invalid", "key-mismatch");
      assertThat(run.outcomes().getOrDefault("taken over", 0)).isGreaterThan(run.inputs() / 50);
    }
  }

  private static void check(ProducerRecord<Object, Object> out, ConsumerRecord<byte[], byte[]> in) {
    if (out.topic().equals(Topics.CASE_EVENTS)) {
      value("", out.value());
      assertThat(out.headers().toArray()).hasSizeLessThan(2);
      return;
    }
    assertThat(out.topic()).isEqualTo(Topics.deadLettersOf(Topics.BANK_EVENTS));
    assertThat(out.value()).isSameAs(in.value());
    var reason = Objects.requireNonNull(out.headers().lastHeader(DeadLetterHeaders.REASON));
    assertThat(new String(reason.value(), UTF_8)).matches("[a-z-]+");
  }

  private BankEvents door(FuzzRun run) {
    return new BankEvents(
        new BankRecordReader(reading()),
        new CaseEventChecks(new Masking(secret -> {})),
        new KafkaTemplate<>(new MockProducerFactory<>(() -> written)),
        () -> NOW,
        new BankEventsObserver() {
          @Override
          public void accepted(String kind) {
            run.became("taken over");
          }

          @Override
          public void deadLettered(String reason) {
            run.became(reason);
          }
        });
  }

  private static ConsumerRecord<byte[], byte[]> record(
      FuzzRun run, Mutations mutations, OddRecords odd, int offset) {
    var headers = new RecordHeaders();
    if (run.onceIn(2)) {
      headers.add(TraceParent.HEADER, mutations.of("00-4bf9-00f0-01".getBytes(UTF_8)));
    }
    if (run.onceIn(10)) {
      headers.add(TraceParent.HEADER, null);
      headers.add(DeadLetterHeaders.REASON, "forged".getBytes(UTF_8));
    }
    if (run.onceIn(10)) {
      headers.add("apicurio.value.encoding", run.oneOf(List.of("JSON", "")).getBytes(UTF_8));
    }
    return new ConsumerRecord<>(
        Topics.BANK_EVENTS,
        0,
        offset,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        nullable(run.onceIn(30) ? null : keyBytes(run, mutations)),
        nullable(run.onceIn(50) ? null : bytes(run, mutations, odd)),
        headers,
        Optional.empty());
  }

  @SuppressWarnings("NullAway") // keys and values may be null
  private static byte[] nullable(byte @Nullable [] bytes) {
    return bytes;
  }

  private static byte[] keyBytes(FuzzRun run, Mutations mutations) {
    var key = CASE.getBytes(UTF_8);
    return run.onceIn(10) ? mutations.of(key) : key;
  }

  private static byte[] bytes(FuzzRun run, Mutations mutations, OddRecords odd) {
    var sound =
        Records.caseEvent(
            new io.belay.intake.domain.CaseEvent(
                "e-" + run.random().nextInt(100),
                CASE,
                "C-1",
                NOW,
                "core",
                "somebody",
                new Actor(Actor.Kind.AGENT, "A-17", "Li", "sh"),
                run.oneOf(HAPPENINGS)));
    var bytes = value("", run.onceIn(3) ? sound : odd.of(sound));
    return run.onceIn(3) ? mutations.of(bytes) : bytes;
  }

  private static Deserializer<Object> reading() {
    var reader = new SpecificDatumReader<CaseEvent>(CaseEvent.class);
    return new Deserializer<>() {
      @Override
      public Object deserialize(String topic, byte[] bytes) {
        try {
          return reader.read(null, DecoderFactory.get().binaryDecoder(bytes, null));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      // a serde would obey them, with this record and with all after it
      @Override
      public Object deserialize(String topic, Headers headers, byte[] bytes) {
        throw new AssertionError("Expected headers that a sender chose to be left unread");
      }
    };
  }

  private static byte[] key(String topic, @Nullable Object key) {
    return String.valueOf(key).getBytes(UTF_8);
  }

  private static byte[] value(String topic, @Nullable Object value) {
    if (!(value instanceof SpecificRecord record)) {
      return new byte[0];
    }
    var out = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
