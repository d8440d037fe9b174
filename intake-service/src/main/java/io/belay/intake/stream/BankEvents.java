package io.belay.intake.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.belay.contract.DeadLetter;
import io.belay.contract.Topics;
import io.belay.contract.TraceParent;
import io.belay.intake.domain.CaseEventChecks;
import io.belay.intake.domain.Checked;
import io.belay.intake.domain.Submission;
import io.belay.intake.wire.BankRecord;
import io.belay.intake.wire.BankRecordReader;
import io.belay.intake.wire.Records;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * The third door: takes the bank's own records over into {@code case-events}. Runs inside the
 * container's transaction, so a batch's events, its dead letters and its position stand or fall
 * together.
 */
public final class BankEvents implements BatchMessageListener<byte[], byte[]> {
  static final String SUBMITTED_BY = "kafka:bank-events";

  /** What is written of a record, and how that is counted. */
  private record Outcome(ProducerRecord<Object, Object> written, Runnable counting) {}

  private final BankRecordReader reader;
  private final CaseEventChecks checks;
  private final KafkaOperations<Object, Object> kafka;
  private final InstantSource clock;
  private final BankEventsObserver observer;

  public BankEvents(
      BankRecordReader reader,
      CaseEventChecks checks,
      KafkaOperations<Object, Object> kafka,
      InstantSource clock,
      BankEventsObserver observer) {
    this.reader = reader;
    this.checks = checks;
    this.kafka = kafka;
    this.clock = clock;
    this.observer = observer;
  }

  @Override
  public void onMessage(List<ConsumerRecord<byte[], byte[]>> batch) {
    // a transaction's time runs from its first record on, and reading may ask the registry
    batch.stream().map(this::read).toList().forEach(this::write);
  }

  private Outcome read(ConsumerRecord<byte[], byte[]> message) {
    return switch (reader.read(message.value())) {
      case BankRecord.Illegible unreadable ->
          deadLetter(message, unreadable.reason(), unreadable.failure());
      case BankRecord.Legible readable -> {
        var checked = checks.bankEvent(readable.tree(), SUBMITTED_BY, clock.instant());
        if (!(checked instanceof Checked.Fit<Submission> fit)) {
          yield deadLetter(message, "invalid", "Refused");
        }
        yield fit.value().event().caseId().equals(utf8(message.key()))
            ? accepted(message, fit.value())
            : deadLetter(message, "key-mismatch", "Refused");
      }
    };
  }

  private Outcome accepted(ConsumerRecord<byte[], byte[]> message, Submission submission) {
    var event = submission.event();
    var rewritten =
        new ProducerRecord<Object, Object>(
            Topics.CASE_EVENTS, event.caseId(), Records.caseEvent(event));
    var trace = message.headers().lastHeader(TraceParent.HEADER);
    if (trace != null) {
      TraceParent.parse(trace.value())
          .ifPresent(known -> rewritten.headers().add(TraceParent.HEADER, known.headerBytes()));
    }
    return new Outcome(rewritten, () -> observer.accepted(submission.kind()));
  }

  private Outcome deadLetter(
      ConsumerRecord<byte[], byte[]> message, String reason, String failure) {
    var letter = DeadLetter.of(message, reason, failure);
    var written = letter.record();
    return new Outcome(
        new ProducerRecord<>(
            written.topic(), null, null, written.key(), written.value(), written.headers()),
        () -> observer.deadLettered(letter.reason()));
  }

  /** A failed send fails the commit, and with it the batch: nobody needs to wait for it here. */
  private void write(Outcome outcome) {
    var unused = kafka.send(outcome.written());
    outcome.counting().run();
  }

  private static @Nullable String utf8(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
