package io.belay.escalation.domain.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One clock of a case.
 *
 * @param name name in the pack, such as first-response
 * @param target how much of its calendar's time it has
 * @param period counts the periods of a recurring clock from 1; 1 for others
 * @param doubts what later news may correct
 */
public record Clock(
    String name,
    ClockKind kind,
    Duration target,
    int period,
    Stint stint,
    Phase phase,
    Doubts doubts) {

  /** A clock of which nothing is in doubt. */
  public Clock(String name, ClockKind kind, Duration target, int period, Stint stint, Phase phase) {
    this(name, kind, target, period, stint, phase, Doubts.NONE);
  }

  /**
   * The stretch since the clock last began to run.
   *
   * @param startedAt when the clock started
   * @param runningSince when it last started or resumed
   * @param remaining calendar time left at {@code runningSince}
   * @param dueAt exact and inclusive: an event at this instant still keeps the promise
   * @param warnAt warnings still to come, ascending; while it stands still, those that were due
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

  /**
   * What later news may correct.
   *
   * @param unproven the fulfilment that a bounce would undo; null: there is none
   * @param lapse the periods of a recurring clock that were breached last, which a late event may
   *     show to have been kept; null: there are none
   */
  public record Doubts(@Nullable Unproven unproven, @Nullable Lapse lapse) {
    public static final Doubts NONE = new Doubts(null, null);

    Doubts with(@Nullable Unproven next) {
      return new Doubts(next, lapse);
    }

    Doubts with(@Nullable Lapse next) {
      return new Doubts(unproven, next);
    }
  }

  /**
   * A fulfilment by a message that may still bounce.
   *
   * @param metAt when it fulfilled the clock
   * @param late true: it had been breached before
   * @param target the target of the period it was in
   * @param stint as it stood then
   */
  public record Unproven(
      String messageId, Instant metAt, boolean late, Duration target, int period, Stint stint) {}

  /**
   * Periods that were breached, from the start of the first to the start of the one that runs now.
   *
   * @param dueAt when the first of them was due
   * @param target of those after the first
   */
  public record Lapse(Instant startedAt, Instant dueAt, Instant until, Duration target) {
    /** Whether what happens then belongs to these periods: at a due time it still keeps them. */
    public boolean covers(Instant at) {
      return !at.isBefore(startedAt) && !at.isAfter(until);
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
    return new Clock(name, kind, target, period, next, phase, doubts);
  }

  /** The same clock, which stands still; warnings that were due by then are still owed. */
  public Clock pausedAt(Instant since, Duration remaining, String reason) {
    var s = stint;
    var owed = s.warnAt().stream().filter(warning -> !warning.isAfter(since)).toList();
    var next = new Stint(s.startedAt(), s.runningSince(), remaining, s.dueAt(), owed, s.warned());
    return new Clock(name, kind, target, period, next, new Phase.Paused(since, reason), doubts);
  }

  public Clock resumedAt(Instant at, Instant dueAt, List<Instant> warnAt) {
    var s = stint;
    var next = new Stint(s.startedAt(), at, s.remaining(), dueAt, warnAt, s.warned());
    return new Clock(name, kind, target, period, next, new Phase.Running(), doubts);
  }

  /**
   * The same clock with another target; {@code remaining} counts from {@code runningSince}, or from
   * the pause.
   */
  public Clock retargeted(
      Duration nextTarget, Duration remaining, Instant dueAt, List<Instant> warnAt) {
    var s = stint;
    var next = new Stint(s.startedAt(), s.runningSince(), remaining, dueAt, warnAt, s.warned());
    return new Clock(name, kind, nextTarget, period, next, phase, doubts);
  }

  /** The same clock with so much more time, in which it runs also where its breach was decided. */
  public Clock extendedTo(Instant dueAt, List<Instant> warnAt) {
    var s = stint;
    var more = Duration.between(s.dueAt(), dueAt);
    var next =
        new Stint(
            s.startedAt(), s.runningSince(), s.remaining().plus(more), dueAt, warnAt, s.warned());
    var running = phase instanceof Phase.Breached ? new Phase.Running() : phase;
    return new Clock(name, kind, target.plus(more), period, next, running, doubts);
  }

  /**
   * The same clock with a whole target from {@code from} on; while it stands still, the target
   * counts from the end of the pause.
   */
  public Clock givenAnew(
      Instant startedAt, Instant from, Duration nextTarget, Instant dueAt, List<Instant> warnAt) {
    int warned = startedAt.equals(stint.startedAt()) ? stint.warned() : 0;
    var next = new Stint(startedAt, from, nextTarget, dueAt, warnAt, warned);
    return new Clock(name, kind, nextTarget, period, next, phase, doubts);
  }

  public Clock in(Phase next) {
    return new Clock(name, kind, target, period, stint, next, doubts);
  }

  /** It no longer applies, for this reason. */
  public Clock voided(Instant at, String reason) {
    return new Clock(name, kind, target, period, until(at), new Phase.Voided(at, reason), doubts);
  }

  /** Fulfilled; {@code messageId} by what may still bounce, null: by what is certain. */
  public Clock met(Instant at, boolean late, @Nullable String messageId) {
    boolean owed = late || phase instanceof Phase.Breached;
    var next =
        messageId == null ? null : new Unproven(messageId, at, owed, target, period, until(at));
    return new Clock(
        name, kind, target, period, until(at), new Phase.Met(at, late), doubts.with(next));
  }

  /** What is left of a clock that stands still does not grow less. */
  private Stint until(Instant at) {
    var s = stint;
    return paused()
        ? new Stint(s.startedAt(), at, s.remaining(), s.dueAt(), s.warnAt(), s.warned())
        : s;
  }

  /** The clock as it starts after this one, which it replaces. */
  public Clock followedBy(Clock next) {
    var unproven = doubts.unproven();
    boolean thatStartedIt =
        phase instanceof Phase.Met met && unproven != null && unproven.metAt().equals(met.at());
    boolean breached = phase instanceof Phase.Breached;
    var lapse =
        breached
            ? new Lapse(stint.startedAt(), stint.dueAt(), next.stint.startedAt(), next.target)
            : doubts.lapse();
    return next.with(new Doubts(thatStartedIt ? unproven : null, lapse));
  }

  /**
   * What had fulfilled it is taken back: the period before runs on, with so much time left, or is
   * owed as it was where it had been breached.
   */
  public Clock reopened(Instant at, Duration remaining, Instant dueAt, List<Instant> warnAt) {
    var before = doubts.unproven();
    if (before == null) {
      throw new IllegalStateException("Expected a fulfilment of clock '" + name + "' in doubt");
    }
    var next =
        new Stint(
            before.stint().startedAt(), at, remaining, dueAt, warnAt, before.stint().warned());
    return new Clock(
        name,
        kind,
        before.target(),
        before.period(),
        next,
        before.late() ? new Phase.Breached() : new Phase.Running(),
        doubts.with((Unproven) null));
  }

  /** Nothing of its breaches is in doubt any more; what was due then was done in time. */
  public Clock corrected(Instant dueAt) {
    var sure = with(doubts.with((Lapse) null));
    return phase instanceof Phase.Met met && dueAt.equals(stint.dueAt())
        ? sure.in(new Phase.Met(met.at(), false))
        : sure;
  }

  /** The clock alone, without what later news may correct. */
  public Clock withoutDoubts() {
    return with(Doubts.NONE);
  }

  /** The clock as it is kept of a case that is over. */
  public Clock inShort() {
    var s = stint;
    var kept =
        new Stint(s.startedAt(), s.runningSince(), s.remaining(), s.dueAt(), List.of(), s.warned());
    // the notice of what ended a law's clock may still come back
    var unproven = kind == ClockKind.STATUTORY ? doubts.unproven() : null;
    return new Clock(name, kind, target, period, kept, phase, Doubts.NONE.with(unproven));
  }

  private Clock with(Doubts next) {
    return new Clock(name, kind, target, period, stint, phase, next);
  }
}
