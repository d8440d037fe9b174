package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.policy.ClockRule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** How much of a clock is used or left, and when its warnings come. */
final class Measure {
  private Measure() {}

  /** What is left of a running clock at this instant, in its calendar's time. */
  static Duration leftAt(Clock clock, WorkingCalendar calendar, Instant at) {
    var used = calendar.elapsed(clock.stint().runningSince(), at);
    return Fold.atLeastZero(clock.stint().remaining().minus(used));
  }

  /**
   * When the warnings of a clock come that has used up so much of its target and runs from here on.
   */
  static List<Instant> warnings(ClockRule rule, Duration target, Duration used, Instant from) {
    return rule.effects().warnings().stream()
        .map(warning -> warning.usedBy(target).truncatedTo(ChronoUnit.MILLIS))
        .filter(at -> at.compareTo(used) > 0 && at.compareTo(target) < 0)
        .map(at -> rule.target().calendar().due(from, at.minus(used)))
        .distinct()
        .sorted()
        .toList();
  }

  /** As {@link #warnings} of a whole span, without those already given and those before now. */
  static List<Instant> warningsLeft(
      ClockRule rule, Instant startedAt, Instant dueAt, int given, Instant now) {
    return warnings(rule, Duration.between(startedAt, dueAt), Duration.ZERO, startedAt).stream()
        .skip(given)
        .filter(warning -> warning.isAfter(now))
        .toList();
  }

  static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  static Instant earliest(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
