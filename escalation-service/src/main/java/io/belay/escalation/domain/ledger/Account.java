package io.belay.escalation.domain.ledger;

import io.belay.escalation.domain.calendar.Pause;
import io.belay.escalation.domain.calendar.WorkingCalendar;
import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.policy.ChangeMode;
import io.belay.escalation.domain.progress.Progress.BreachCorrected;
import io.belay.escalation.domain.progress.Progress.ClockBreached;
import io.belay.escalation.domain.progress.Progress.ClockExtended;
import io.belay.escalation.domain.progress.Progress.ClockMet;
import io.belay.escalation.domain.progress.Progress.ClockPaused;
import io.belay.escalation.domain.progress.Progress.ClockReopened;
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
  private @Nullable Account before;
  private final List<Pause> pauses = new ArrayList<>();
  private Instant countsFrom;
  private Duration target;
  private Instant dueAt;
  private @Nullable ClockPaused paused;
  private @Nullable Instant endedAt;
  private boolean endedInPause;

  private Account(ClockStarted started, @Nullable Account before) {
    this.started = started;
    this.before = before;
    if (before != null) {
      // a message can open the latest period again, or the one before it
      before.before = null;
    }
    this.countsFrom = started.startedAt();
    this.target = started.target();
    this.dueAt = started.dueAt();
  }

  /** A start opens the next period; the one before is of account only if it is opened again. */
  static Optional<Account> after(Optional<Account> before, ClockStep step) {
    return switch (step) {
      case ClockStarted start -> Optional.of(new Account(start, before.orElse(null)));
      case ClockReopened reopened -> before.map(account -> account.reopenedBy(reopened));
      default -> {
        before.ifPresent(account -> account.book(step));
        yield before;
      }
    };
  }

  /** The period that a bounce opened again, with the pauses since. */
  private Account reopenedBy(ClockReopened reopened) {
    var open = started.period() == reopened.open().period() || before == null ? this : before;
    if (open != this) {
      open.pauses.addAll(pauses);
      open.paused = paused;
    }
    open.endPause(reopened.reopenedAt());
    open.endedAt = null;
    open.endedInPause = false;
    open.dueAt = reopened.open().dueAt();
    return open;
  }

  private void book(ClockStep step) {
    switch (step) {
      case ClockPaused p -> paused = p;
      case ClockResumed r -> {
        endPause(r.resumedAt());
        dueAt = r.dueAt();
        if (r.kind() == ClockKind.STATUTORY) {
          target = between(dueAt);
        }
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
      case ClockReopened r -> {}
      case BreachCorrected c -> {}
      case ClockWarned w -> {}
      case ClockBreached b -> {}
    }
  }

  /** The law counts days: in hours, its term is what lies between, without the pauses. */
  private Duration between(Instant until) {
    var whole = Duration.between(countsFrom, until);
    for (var pause : pauses) {
      whole = whole.minus(Duration.between(pause.from(), pause.to()));
    }
    return whole;
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
      // what is reported late may have ended it before it stood still
      if (!at.isBefore(paused.pausedAt())) {
        pauses.add(new Pause(paused.pausedAt(), at, paused.reason()));
      }
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
