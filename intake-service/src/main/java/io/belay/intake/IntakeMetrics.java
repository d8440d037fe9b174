package io.belay.intake;

import io.belay.contract.Topics;
import io.belay.intake.domain.CaseEventChecks;
import io.belay.intake.domain.EventType;
import io.belay.intake.domain.Secret;
import io.belay.intake.stream.BankEventsObserver;
import io.belay.intake.web.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Every meter of the intake service. No tag carries an id or anything a sender can choose.
 * docs/metrics.md says which question each answers.
 */
public final class IntakeMetrics implements BankEventsObserver {
  /**
   * What came in, by door, kind and status answered: openings, events, contacts, erasures, and
   * requests, lines and records that were refused, whose kind is unknown.
   */
  static final String EVENTS = "belay.intake.events";

  /** Openings seen before by this instance; content: same or differing. */
  static final String REPEATS = "belay.intake.repeats";

  /** Secrets hidden in what came in, by kind. */
  static final String MASKED = "belay.intake.masked";

  /** Records of bank-events sent to the dead letters, by reason. */
  static final String DEAD_LETTERS = "belay.intake.dead.letters";

  /** From the end of the checks to the broker's acknowledgement of all records. */
  static final String ACKNOWLEDGEMENT = "belay.intake.acknowledgement";

  /** Requests being answered now. */
  static final String IN_FLIGHT = "belay.intake.requests.in.flight";

  /** Whether a reader of topics works: 1 or 0. */
  static final String READER = "belay.reader.running";

  /** Kind of a contact that was told for itself. */
  public static final String CONTACT_TOLD = "CONTACT_TOLD";

  /** Kind of an erasure. */
  public static final String CONTACT_ERASED = "CONTACT_ERASED";

  /** Where something came in. */
  public enum Door {
    REST,
    NDJSON,
    KAFKA
  }

  private static final String UNKNOWN_KIND = "UNKNOWN";
  private static final int OPENED = 201;
  private static final int TAKEN_OVER = 202;
  private static final int REFUSED = 422;

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5)
  };

  private final MeterRegistry meters;
  private final Timer acknowledgement;

  public IntakeMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.acknowledgement =
        Timer.builder(ACKNOWLEDGEMENT)
            .description("From the end of the checks to the broker's acknowledgement")
            .serviceLevelObjectives(BUCKETS)
            .register(meters);
    for (var secret : Secret.values()) {
      maskings(secret);
    }
    for (var content : List.of("same", "differing")) {
      repeats(content);
    }
    meters.counter(DEAD_LETTERS, "reason", "unreadable");
    answers();
  }

  /** A rate sees the first of a kind only where it began with none. */
  private void answers() {
    var kinds =
        Stream.concat(Stream.of(CaseEventChecks.OPENED), names(EventType.values())).toList();
    for (var kind : kinds) {
      for (var door : List.of(Door.REST, Door.NDJSON)) {
        answers(door, kind, kind.equals(CaseEventChecks.OPENED) ? OPENED : TAKEN_OVER);
        answers(door, kind, Reason.NOT_ACKNOWLEDGED.status());
      }
      answers(Door.KAFKA, kind, TAKEN_OVER);
    }
    for (var kind : List.of(CONTACT_TOLD, CONTACT_ERASED)) {
      answers(Door.REST, kind, TAKEN_OVER);
      answers(Door.REST, kind, Reason.NOT_ACKNOWLEDGED.status());
    }
    for (var reason : Reason.values()) {
      if (reason != Reason.NOT_ACKNOWLEDGED) {
        answers(Door.REST, UNKNOWN_KIND, reason.status());
        answers(Door.NDJSON, UNKNOWN_KIND, reason.status());
      }
    }
    answers(Door.KAFKA, UNKNOWN_KIND, REFUSED);
  }

  private static Stream<String> names(Enum<?>[] constants) {
    return Stream.of(constants).map(Enum::name);
  }

  /** Lets through what is kept of the meters of Kafka's binder. */
  static MeterFilter keptKafkaMeters() {
    return KafkaFigures.kept();
  }

  /** Watches the lag of each consumer that a factory makes, until it is closed. */
  ConsumerFactory.Listener<byte[], byte[]> consumers() {
    return new KafkaFigures(meters);
  }

  public void answered(Door door, String kind, int status) {
    answers(door, kind, status).increment();
  }

  public void refused(Door door, int status) {
    answered(door, UNKNOWN_KIND, status);
  }

  private Counter answers(Door door, String kind, int status) {
    return meters.counter(
        EVENTS, "door", door.name().toLowerCase(Locale.ROOT), "kind", kind, "status", "" + status);
  }

  public void repeated(String content) {
    repeats(content.toLowerCase(Locale.ROOT)).increment();
  }

  public void masked(Secret secret) {
    maskings(secret).increment();
  }

  private Counter maskings(Secret secret) {
    return meters.counter(MASKED, "secret", secret.name().toLowerCase(Locale.ROOT));
  }

  private Counter repeats(String content) {
    return meters.counter(REPEATS, "content", content);
  }

  public void acknowledged(long nanos) {
    acknowledgement.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Whether the door of the bank's topic reads. */
  public void watchBankEvents(BooleanSupplier reads) {
    Gauge.builder(READER, () -> reads.getAsBoolean() ? 1 : 0)
        .description("1 while a reader of topics works, 0 while it does not")
        .tag("reader", Topics.BANK_EVENTS)
        .register(meters);
  }

  public void watchInFlight(Supplier<Number> inFlight) {
    Gauge.builder(IN_FLIGHT, inFlight).register(meters);
  }

  @Override
  public void accepted(String kind) {
    answered(Door.KAFKA, kind, TAKEN_OVER);
  }

  @Override
  public void deadLettered(String reason) {
    meters.counter(DEAD_LETTERS, "reason", reason).increment();
    refused(Door.KAFKA, REFUSED);
  }
}
