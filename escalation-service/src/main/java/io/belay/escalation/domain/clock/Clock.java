package io.belay.escalation.domain.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One clock of a case.
 *
 * @param name name in the pack, such as first-response
 * @param target how much of its calendar's time it has
 * @param period counts the periods of a recurring clock from 1; 1 for others
 */
public record Clock(
    String name, ClockKind kind, Duration target, int period, Stint stint, Phase phase) {

  /**
   * The stretch since the clock last began to run.
   *
   * @param startedAt when the clock started
   * @param runningSince when it last started or resumed
   * @param remaining calendar time left at {@code runningSince}
   * @param dueAt exact and inclusive: an event at this instant still keeps the promise
   * @param warnAt warnings still to come, ascending
   * @param warned how many warnings were given
   */
  public record Stint(
      Instant startedAt,
      Instant runningSince,
      Duration remaining,
      Instant dueAt,
      List<Instant> warnAt,
      int warned) {
    public Stint {
      warnAt = List.copyOf(warnAt);
    }
  }

  /** Where a clock stands. */
  public sealed interface Phase {
    /** Time is passing. */
    record Running() implements Phase {}

    /** It stands still. */
    record Paused(Instant since, String reason) implements Phase {}

    /** Its time ran out and the promise is still owed. */
    record Breached() implements Phase {}

    /** The promise was kept, or fulfilled late. */
    record Met(Instant at, boolean late) implements Phase {}

    /** It no longer applies. */
    record Voided(Instant at, String reason) implements Phase {}
  }

  public static Clock started(
      String name,
      ClockKind kind,
      Duration target,
      int period,
      Instant at,
      Instant dueAt,
      List<Instant> warnAt) {
    var stint = new Stint(at, at, target, dueAt, warnAt, 0);
    return new Clock(name, kind, target, period, stint, new Phase.Running());
  }

  public boolean running() {
    return phase instanceof Phase.Running;
  }

  public boolean paused() {
    return phase instanceof Phase.Paused;
  }

  /** Running, paused or owed: it can still be fulfilled. */
  public boolean open() {
    return switch (phase) {
      case Phase.Running r -> true;
      case Phase.Paused p -> true;
      case Phase.Breached b -> true;
      case Phase.Met m -> false;
      case Phase.Voided v -> false;
    };
  }

  /** The next instant at which something is to be decided about it; empty unless it runs. */
  public Optional<Instant> nextInstant() {
    if (!running()) {
      return Optional.empty();
    }
    return Optional.of(stint.warnAt().isEmpty() ? stint.dueAt() : stint.warnAt().getFirst());
  }

  public Clock warnedOnce() {
    var s = stint;
    var rest = s.warnAt().subList(1, s.warnAt().size());
    var next =
        new Stint(s.startedAt(), s.runningSince(), s.remaining(), s.dueAt(), rest, s.warned() + 1);
    return new Clock(name, kind, target, period, next, phase);
  }

  public Clock pausedAt(Instant since, Duration remaining, String reason) {
    var s = stint;
    var next =
        new Stint(s.startedAt(), s.runningSince(), remaining, s.dueAt(), List.of(), s.warned());
    return new Clock(name, kind, target, period, next, new Phase.Paused(since, reason));
  }

  public Clock resumedAt(Instant at, Instant dueAt, List<Instant> warnAt) {
    var s = stint;
    var next = new Stint(s.startedAt(), at, s.remaining(), dueAt, warnAt, s.warned());
    return new Clock(name, kind, target, period, next, new Phase.Running());
  }

  /**
   * The same clock with another target; {@code remaining} counts from {@code runningSince}, or from
   * the pause.
   */
  public Clock retargeted(
      Duration nextTarget, Duration remaining, Instant dueAt, List<Instant> warnAt) {
    var s = stint;
    var next = new Stint(s.startedAt(), s.runningSince(), remaining, dueAt, warnAt, s.warned());
    return new Clock(name, kind, nextTarget, period, next, phase);
  }

  /** The same clock with so much more time. */
  public Clock extendedTo(Instant dueAt, List<Instant> warnAt) {
    var s = stint;
    var more = Duration.between(s.dueAt(), dueAt);
    var next =
        new Stint(
            s.startedAt(), s.runningSince(), s.remaining().plus(more), dueAt, warnAt, s.warned());
    return new Clock(name, kind, target.plus(more), period, next, phase);
  }

  /**
   * The same clock with a whole target from {@code from} on; while it stands still, the target
   * counts from the end of the pause.
   */
  public Clock givenAnew(
      Instant startedAt, Instant from, Duration nextTarget, Instant dueAt, List<Instant> warnAt) {
    int warned = startedAt.equals(stint.startedAt()) ? stint.warned() : 0;
    var next = new Stint(startedAt, from, nextTarget, dueAt, warnAt, warned);
    return new Clock(name, kind, nextTarget, period, next, phase);
  }

  public Clock in(Phase next) {
    return new Clock(name, kind, target, period, stint, next);
  }
}
