package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.event.CaseDates;
import io.belay.escalation.domain.policy.PolicyPack.CaseRules;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.domain.progress.Progress.Excluded;
import io.belay.escalation.domain.progress.Progress.Handler;
import io.belay.escalation.domain.progress.Progress.Profile;
import io.belay.escalation.domain.progress.Progress.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a case stands: the fold of its steps. Holds no contact data and no free text.
 *
 * @param clocks every clock it ever had, each in its latest period, in order of first start
 */
public record CaseState(
    Identity identity,
    Profile profile,
    Status status,
    Placement placement,
    List<Clock> clocks,
    History history,
    Links links) {

  public CaseState {
    clocks = List.copyOf(clocks);
  }

  /** What never changes, but for the policy, which an operator may change. */
  public record Identity(String caseId, String customerId, PolicyRef policy, CaseDates dates) {
    public Identity(String caseId, String customerId, PolicyRef policy, Instant openedAt) {
      this(caseId, customerId, policy, new CaseDates(openedAt, null));
    }

    public Instant openedAt() {
      return dates.openedAt();
    }
  }

  /** Who has it, how it came there, and what has happened since. */
  public record Placement(
      String tier, String queue, Handler handledBy, Excluded excluded, Stay stay, Tenure tenure) {
    /** Nobody knows how it came there. */
    public Placement(String tier, String queue, Handler handledBy, Excluded excluded, Stay stay) {
      this(tier, queue, handledBy, excluded, stay, Tenure.UNKNOWN);
    }

    /** Whoever had it does not have it in the other tier. */
    Placement movedTo(String nextTier, String nextQueue, Tenure next) {
      return new Placement(nextTier, nextQueue, Handler.NOBODY, excluded, Stay.NEW, next);
    }

    Placement with(Handler handler, String nextQueue, Excluded nextExcluded) {
      return new Placement(tier, nextQueue, handler, nextExcluded, stay, tenure);
    }

    Placement with(Stay next) {
      return new Placement(tier, queue, handledBy, excluded, next, tenure);
    }

    /** As it is kept of a case that is over. */
    Placement inShort() {
      return new Placement(tier, queue, handledBy, excluded, Stay.NEW, tenure.inShort());
    }
  }

  /**
   * What has to be remembered of its past.
   *
   * @param sequence of the latest step
   * @param reopened how often
   * @param promotedForCustomerAt when it last climbed because its customer asked
   * @param settledUntil set once it is settled: when the summary leaves the store
   */
  public record History(
      long sequence,
      int reopened,
      @Nullable Instant promotedForCustomerAt,
      @Nullable Instant settledUntil,
      Milestones milestones,
      EventMemory seen) {

    History steppedTo(long next, EventMemory memory) {
      return new History(next, reopened, promotedForCustomerAt, settledUntil, milestones, memory);
    }

    History reopenedTimes(int times) {
      return new History(sequence, times, promotedForCustomerAt, null, milestones, seen);
    }

    History promotedForCustomer(Instant at) {
      return new History(sequence, reopened, at, settledUntil, milestones, seen);
    }

    History settled(Instant until) {
      return new History(sequence, reopened, promotedForCustomerAt, until, milestones, seen);
    }

    /** Something is owed. */
    History unsettled() {
      return settledUntil == null
          ? this
          : new History(sequence, reopened, promotedForCustomerAt, null, milestones, seen);
    }

    /**
     * As it is kept of a case that is over: a notice of a milestone may still come back, so those
     * stay.
     */
    History inShort() {
      return new History(
          sequence, reopened, promotedForCustomerAt, settledUntil, milestones, seen.inShort());
    }

    History with(Milestones next) {
      return new History(sequence, reopened, promotedForCustomerAt, settledUntil, next, seen);
    }
  }

  public Optional<Clock> clock(String name) {
    for (var clock : clocks) {
      if (clock.name().equals(name)) {
        return Optional.of(clock);
      }
    }
    return Optional.empty();
  }

  public Stream<Clock> openClocks() {
    return clocks.stream().filter(Clock::open);
  }

  /** Somebody works on it, or waits: neither resolved nor closed. */
  public boolean inWork() {
    return status instanceof Status.Open || status instanceof Status.Waiting;
  }

  public boolean closed() {
    return status instanceof Status.Closed;
  }

  /** Closed, nothing is running for it any more, and it was not said yet. */
  boolean canSettle() {
    return closed()
        && history.settledUntil() == null
        && clocks.stream().noneMatch(clock -> clock.running() || clock.paused());
  }

  /** Until when it can be reopened; the end of time as long as it is not settled. */
  Instant reopenableUntil(CaseRules rules) {
    var keptUntil = history.settledUntil();
    return keptUntil == null
        ? Instant.MAX
        : keptUntil.minus(rules.rememberedFor()).plus(rules.keepSettledFor());
  }

  /** The earliest instant at which a deadline has to be decided; empty when nothing is pending. */
  public Optional<Instant> wakeUpAt() {
    var earliest = history.settledUntil();
    if (status instanceof Status.Waiting waiting) {
      earliest = earlier(earliest, waiting.until());
    }
    for (var clock : clocks) {
      earliest = earlier(earliest, clock.nextInstant().orElse(null));
    }
    return Optional.ofNullable(earliest);
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.isBefore(one) ? other : one;
  }

  /**
   * The summary of a case that is over: enough to answer questions and to go on if it is reopened.
   */
  CaseState inShort() {
    return new CaseState(
        identity,
        profile,
        status,
        placement.inShort(),
        clocks.stream().map(Clock::inShort).toList(),
        history.inShort(),
        links);
  }

  CaseState under(PolicyRef policy) {
    var next = new Identity(identity.caseId(), identity.customerId(), policy, identity.dates());
    return new CaseState(next, profile, status, placement, clocks, history, links);
  }

  CaseState with(Clock clock) {
    var next = new ArrayList<Clock>(clocks.size() + 1);
    boolean known = false;
    for (var each : clocks) {
      boolean same = each.name().equals(clock.name());
      next.add(same ? clock : each);
      known |= same;
    }
    if (!known) {
      next.add(clock);
    }
    return new CaseState(identity, profile, status, placement, next, history, links);
  }

  CaseState with(Status next) {
    return new CaseState(identity, profile, next, placement, clocks, history, links);
  }

  CaseState with(Placement next) {
    return new CaseState(identity, profile, status, next, clocks, history, links);
  }

  CaseState with(Profile next) {
    return new CaseState(identity, next, status, placement, clocks, history, links);
  }

  CaseState with(History next) {
    return new CaseState(identity, profile, status, placement, clocks, next, links);
  }

  CaseState with(Links next) {
    return new CaseState(identity, profile, status, placement, clocks, history, next);
  }
}
