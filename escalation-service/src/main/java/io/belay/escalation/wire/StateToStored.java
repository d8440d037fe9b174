package io.belay.escalation.wire;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.clock.Clock.Phase;
import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.lifecycle.Links;
import io.belay.escalation.domain.lifecycle.Milestones.Reached;
import io.belay.escalation.domain.lifecycle.Stay;
import io.belay.escalation.domain.lifecycle.Tenure;
import io.belay.escalation.domain.progress.Progress.Profile;
import io.belay.escalation.domain.progress.Progress.Status;
import io.belay.escalation.state.StoredBreached;
import io.belay.escalation.state.StoredCase;
import io.belay.escalation.state.StoredClock;
import io.belay.escalation.state.StoredClosed;
import io.belay.escalation.state.StoredHeld;
import io.belay.escalation.state.StoredHistory;
import io.belay.escalation.state.StoredKind;
import io.belay.escalation.state.StoredLapse;
import io.belay.escalation.state.StoredLeftover;
import io.belay.escalation.state.StoredLink;
import io.belay.escalation.state.StoredLinks;
import io.belay.escalation.state.StoredMet;
import io.belay.escalation.state.StoredMilestone;
import io.belay.escalation.state.StoredOpen;
import io.belay.escalation.state.StoredPaused;
import io.belay.escalation.state.StoredPlacement;
import io.belay.escalation.state.StoredProfile;
import io.belay.escalation.state.StoredResolved;
import io.belay.escalation.state.StoredRunning;
import io.belay.escalation.state.StoredStay;
import io.belay.escalation.state.StoredTenure;
import io.belay.escalation.state.StoredUnproven;
import io.belay.escalation.state.StoredVoided;
import io.belay.escalation.state.StoredWaiting;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A case's state as it is stored. */
final class StateToStored {
  private StateToStored() {}

  static StoredCase stored(CaseState state) {
    var identity = state.identity();
    return new StoredCase(
        identity.caseId(),
        identity.customerId(),
        identity.policy().pack(),
        identity.policy().version(),
        identity.openedAt(),
        profile(state.profile()),
        status(state.status()),
        placement(state.placement()),
        Lists.each(state.clocks(), StateToStored::clock),
        history(state.history()),
        identity.dates().transactionAt(),
        links(state.links()));
  }

  private static StoredLinks links(Links links) {
    var incident = links.incident();
    return new StoredLinks(
        Lists.each(links.cases(), c -> new StoredLink(c.caseId(), c.relation())),
        incident == null ? null : incident.incidentId(),
        incident == null
            ? List.of()
            : Lists.each(incident.held(), h -> new StoredHeld(h.cause(), h.clock(), h.at())));
  }

  private static StoredProfile profile(Profile profile) {
    var money = profile.money();
    return new StoredProfile(
        profile.category(),
        profile.priority(),
        profile.market(),
        profile.entity(),
        profile.transactionReference(),
        money == null ? null : money.amount(),
        money == null ? null : money.currency());
  }

  private static SpecificRecord status(Status status) {
    return switch (status) {
      case Status.Open o -> new StoredOpen();
      case Status.Waiting w -> new StoredWaiting(w.on().name(), w.until());
      case Status.Resolved r -> new StoredResolved();
      case Status.Closed c -> new StoredClosed();
    };
  }

  private static StoredPlacement placement(CaseState.Placement placement) {
    var handler = placement.handledBy();
    return new StoredPlacement(
        placement.tier(),
        placement.queue(),
        handler.agentId(),
        handler.displayName(),
        handler.team(),
        Lists.sorted(placement.excluded().agents()),
        Lists.sorted(placement.excluded().teams()),
        stay(placement.stay()),
        tenure(placement.tenure()));
  }

  private static StoredTenure tenure(Tenure tenure) {
    return new StoredTenure(
        tenure.since(), tenure.promoted(), Lists.each(tenure.leftovers(), StateToStored::leftover));
  }

  private static StoredLeftover leftover(Tenure.Leftover left) {
    return new StoredLeftover(
        left.clock(), left.tier(), left.runningSince(), left.remaining().toMillis(), left.until());
  }

  private static StoredStay stay(Stay stay) {
    return new StoredStay(
        Lists.sorted(stay.alarmedFor()),
        Lists.sorted(stay.apologisedFor()),
        stay.handOvers(),
        stay.missedContacts());
  }

  private static StoredClock clock(Clock clock) {
    var stint = clock.stint();
    var kind =
        switch (clock.kind()) {
          case ClockKind.INTERNAL -> StoredKind.INTERNAL;
          case ClockKind.STATUTORY -> StoredKind.STATUTORY;
        };
    return new StoredClock(
        clock.name(),
        kind,
        clock.target().toMillis(),
        clock.period(),
        stint.startedAt(),
        stint.runningSince(),
        stint.remaining().toMillis(),
        stint.dueAt(),
        stint.warnAt(),
        stint.warned(),
        phase(clock.phase()),
        unproven(clock.doubts().unproven()),
        lapse(clock.doubts().lapse()));
  }

  private static @Nullable StoredUnproven unproven(Clock.@Nullable Unproven unproven) {
    if (unproven == null) {
      return null;
    }
    var stint = unproven.stint();
    return new StoredUnproven(
        unproven.messageId(),
        unproven.metAt(),
        unproven.target().toMillis(),
        unproven.period(),
        stint.startedAt(),
        stint.runningSince(),
        stint.remaining().toMillis(),
        stint.dueAt(),
        stint.warnAt(),
        stint.warned(),
        unproven.late());
  }

  private static @Nullable StoredLapse lapse(Clock.@Nullable Lapse lapse) {
    return lapse == null
        ? null
        : new StoredLapse(
            lapse.startedAt(), lapse.dueAt(), lapse.until(), lapse.target().toMillis());
  }

  private static SpecificRecord phase(Phase phase) {
    return switch (phase) {
      case Phase.Running r -> new StoredRunning();
      case Phase.Paused p -> new StoredPaused(p.since(), p.reason());
      case Phase.Breached b -> new StoredBreached();
      case Phase.Met m -> new StoredMet(m.at(), m.late());
      case Phase.Voided v -> new StoredVoided(v.at(), v.reason());
    };
  }

  private static StoredHistory history(CaseState.History history) {
    return new StoredHistory(
        history.sequence(),
        history.reopened(),
        history.promotedForCustomerAt(),
        history.settledUntil(),
        List.of(),
        history.seen().eventIds(),
        history.seen().forgotten(),
        Lists.each(history.milestones().reached(), StateToStored::milestone),
        history.milestones().takenBack());
  }

  private static StoredMilestone milestone(Reached milestone) {
    return new StoredMilestone(
        milestone.name(), milestone.at(), milestone.proved(), null, milestone.later());
  }
}
