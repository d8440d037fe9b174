package io.belay.intake;

import io.belay.intake.domain.Secret;
import io.belay.intake.stream.BankEventsObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Every meter of the intake service. No tag carries an id or anything a sender can choose. */
public final class IntakeMetrics implements BankEventsObserver {
  /** Openings and events by door (rest, ndjson, kafka), kind of event, and status answered. */
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

  private static final String UNKNOWN_KIND = "UNKNOWN";
  private static final int TAKEN_OVER = 202;
  private static final int REFUSED = 422;

  private final MeterRegistry meters;
  private final Timer acknowledgement;

  public IntakeMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.acknowledgement =
        Timer.builder(ACKNOWLEDGEMENT)
            .description("From the end of the checks to the broker's acknowledgement")
            .publishPercentileHistogram()
            .register(meters);
  }

  public void answered(String door, String kind, int status) {
    meters
        .counter(EVENTS, "door", door.toLowerCase(Locale.ROOT), "kind", kind, "status", "" + status)
        .increment();
  }

  public void refused(String door, int status) {
    answered(door, UNKNOWN_KIND, status);
  }

  public void repeated(String content) {
    meters.counter(REPEATS, "content", content.toLowerCase(Locale.ROOT)).increment();
  }

  public void masked(Secret secret) {
    meters.counter(MASKED, "secret", secret.name().toLowerCase(Locale.ROOT)).increment();
  }

  public void acknowledged(long nanos) {
    acknowledgement.record(nanos, TimeUnit.NANOSECONDS);
  }

  public void watchInFlight(Supplier<Number> inFlight) {
    io.micrometer.core.instrument.Gauge.builder(IN_FLIGHT, inFlight).register(meters);
  }

  @Override
  public void accepted(String kind) {
    answered("kafka", kind, TAKEN_OVER);
  }

  @Override
  public void deadLettered(String reason) {
    meters.counter(DEAD_LETTERS, "reason", reason).increment();
    refused("kafka", REFUSED);
  }
}
