package io.belay.escalation.domain.ledger;

import io.belay.escalation.domain.calendar.Stretch;
import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.progress.Progress.ClockStep;
import io.belay.escalation.domain.progress.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The latest period of a clock, explained: what happened in each stretch of time from its start to
 * its due time, or to the moment it was met, voided or paused before that. For a clock that runs or
 * has run out, the time that ran adds up to the target.
 *
 * @param startedAt from when the target counts: the start, or the change that gave it anew
 * @param dueAt exact and inclusive; while paused, as it was before the pause
 * @param lines in order and without a gap
 */
public record Ledger(
    String clock,
    int period,
    Instant startedAt,
    Duration target,
    Instant dueAt,
    List<Stretch> lines) {

  public Ledger {
    lines = List.copyOf(lines);
  }

  /** The ledger of a clock from all steps of its case; empty where it never started. */
  public static Optional<Ledger> of(Iterable<Step> steps, String clock, WorkingCalendar calendar) {
    Optional<Account> account = Optional.empty();
    for (var step : steps) {
      if (step.progress() instanceof ClockStep about && about.clock().equals(clock)) {
        account = Account.after(account, about);
      }
    }
    return account.map(found -> found.close(calendar));
  }

  /** How much of the target was used, or will be by the due time. */
  public Duration ran() {
    return lines.stream()
        .filter(line -> line.kind() == Stretch.Kind.RAN)
        .map(Stretch::length)
        .reduce(Duration.ZERO, Duration::plus);
  }
}
