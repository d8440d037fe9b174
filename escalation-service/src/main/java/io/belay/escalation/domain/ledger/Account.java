package io.belay.escalation.domain.ledger;

import io.belay.escalation.domain.calendar.Pause;
import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.policy.ChangeMode;
import io.belay.escalation.domain.progress.Progress.ClockBreached;
import io.belay.escalation.domain.progress.Progress.ClockExtended;
import io.belay.escalation.domain.progress.Progress.ClockMet;
import io.belay.escalation.domain.progress.Progress.ClockPaused;
import io.belay.escalation.domain.progress.Progress.ClockResumed;
import io.belay.escalation.domain.progress.Progress.ClockRetargeted;
import io.belay.escalation.domain.progress.Progress.ClockStarted;
import io.belay.escalation.domain.progress.Progress.ClockStep;
import io.belay.escalation.domain.progress.Progress.ClockVoided;
import io.belay.escalation.domain.progress.Progress.ClockWarned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A period of a clock while its steps are gone through. */
final class Account {
  private final ClockStarted started;
  private final List<Pause> pauses = new ArrayList<>();
  private Instant countsFrom;
  private Duration target;
  private Instant dueAt;
  private @Nullable ClockPaused paused;
  private @Nullable Instant endedAt;
  private boolean endedInPause;

  private Account(ClockStarted started) {
    this.started = started;
    this.countsFrom = started.startedAt();
    this.target = started.target();
    this.dueAt = started.dueAt();
  }

  /** A start opens the next period; what came before it is of no account. */
  static Optional<Account> after(Optional<Account> before, ClockStep step) {
    if (step instanceof ClockStarted start) {
      return Optional.of(new Account(start));
    }
    before.ifPresent(account -> account.book(step));
    return before;
  }

  private void book(ClockStep step) {
    switch (step) {
      case ClockPaused p -> paused = p;
      case ClockResumed r -> {
        endPause(r.resumedAt());
        dueAt = r.dueAt();
      }
      case ClockRetargeted r -> {
        target = r.target();
        dueAt = r.dueAt();
        if (ChangeMode.named(r.mode()) != ChangeMode.RETROACTIVE) {
          countFrom(r.retargetedAt());
        }
      }
      case ClockExtended x -> {
        target = target.plus(Duration.between(dueAt, x.dueAt()));
        dueAt = x.dueAt();
      }
      case ClockMet m -> end(m.metAt());
      case ClockVoided v -> end(v.voidedAt());
      case ClockStarted s -> {}
      case ClockWarned w -> {}
      case ClockBreached b -> {}
    }
  }

  /** The whole target was given anew: what was used before explains nothing any more. */
  private void countFrom(Instant at) {
    countsFrom = at;
    pauses.clear();
    var standing = paused;
    if (standing != null) {
      paused =
          new ClockPaused(
              standing.clock(), standing.kind(), at, target, standing.dueAt(), standing.reason());
    }
  }

  private void end(Instant at) {
    endedInPause = paused != null;
    endPause(at);
    endedAt = at;
  }

  private void endPause(Instant at) {
    if (paused != null) {
      pauses.add(new Pause(paused.pausedAt(), at, paused.reason()));
      paused = null;
    }
  }

  Ledger close(WorkingCalendar calendar) {
    var until = until();
    return new Ledger(
        started.clock(),
        started.period(),
        countsFrom,
        target,
        dueAt,
        calendar.stretches(countsFrom, until, pauses));
  }

  /** A fulfilment after the due time explains nothing more: the time had run out. */
  private Instant until() {
    if (paused != null) {
      return paused.pausedAt();
    }
    return endedAt != null && (endedAt.isBefore(dueAt) || endedInPause) ? endedAt : dueAt;
  }
}
