package io.belay.escalation.wire;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.clock.Clock.Doubts;
import io.belay.escalation.domain.clock.Clock.Lapse;
import io.belay.escalation.domain.clock.Clock.Phase;
import io.belay.escalation.domain.clock.Clock.Stint;
import io.belay.escalation.domain.clock.Clock.Unproven;
import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.event.CaseDates;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.lifecycle.CaseState.History;
import io.belay.escalation.domain.lifecycle.CaseState.Identity;
import io.belay.escalation.domain.lifecycle.CaseState.Placement;
import io.belay.escalation.domain.lifecycle.EventMemory;
import io.belay.escalation.domain.lifecycle.Links;
import io.belay.escalation.domain.lifecycle.Milestones;
import io.belay.escalation.domain.lifecycle.Milestones.Reached;
import io.belay.escalation.domain.lifecycle.Stay;
import io.belay.escalation.domain.lifecycle.Tenure;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.domain.progress.Progress.Excluded;
import io.belay.escalation.domain.progress.Progress.Handler;
import io.belay.escalation.domain.progress.Progress.Money;
import io.belay.escalation.domain.progress.Progress.Profile;
import io.belay.escalation.domain.progress.Progress.Status;
import io.belay.escalation.state.StoredBreached;
import io.belay.escalation.state.StoredCase;
import io.belay.escalation.state.StoredClock;
import io.belay.escalation.state.StoredClosed;
import io.belay.escalation.state.StoredHistory;
import io.belay.escalation.state.StoredLapse;
import io.belay.escalation.state.StoredLeftover;
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
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A case's state from what is stored. */
final class StoredToState {
  private StoredToState() {}

  static CaseState state(StoredCase stored) {
    return new CaseState(
        new Identity(
            stored.getCaseId(),
            stored.getCustomerId(),
            new PolicyRef(stored.getPack(), stored.getPackVersion()),
            new CaseDates(stored.getOpenedAt(), stored.getTransactionAt())),
        profile(stored.getProfile()),
        status(stored.getStatus()),
        placement(stored.getPlacement()),
        Lists.each(stored.getClocks(), StoredToState::clock),
        history(stored.getHistory()),
        links(stored.getLinks()));
  }

  private static Links links(StoredLinks links) {
    var cases =
        Lists.each(links.getCases(), c -> new Links.LinkedCase(c.getCaseId(), c.getRelation()));
    var incidentId = links.getIncidentId();
    return new Links(
        cases,
        incidentId == null
            ? null
            : new Links.Membership(
                incidentId,
                Lists.each(
                    links.getHeld(), h -> new Links.Held(h.getCause(), h.getClock(), h.getAt()))));
  }

  private static Profile profile(StoredProfile profile) {
    var amount = profile.getAmount();
    return new Profile(
        profile.getCategory(),
        profile.getPriority(),
        profile.getMarket(),
        profile.getEntity(),
        profile.getTransactionReference(),
        amount == null ? null : new Money(amount, profile.getCurrency()));
  }

  private static Status status(Object status) {
    return switch (status) {
      case StoredOpen o -> new Status.Open();
      case StoredWaiting w -> new Status.Waiting(WaitingOn.valueOf(w.getOn()), w.getUntil());
      case StoredResolved r -> new Status.Resolved();
      case StoredClosed c -> new Status.Closed();
      default -> throw new IllegalStateException("Expected a stored status, but found " + status);
    };
  }

  private static Placement placement(StoredPlacement placement) {
    return new Placement(
        placement.getTier(),
        placement.getQueue(),
        new Handler(placement.getAgentId(), placement.getDisplayName(), placement.getTeam()),
        new Excluded(
            Lists.set(placement.getExcludedAgents()), Lists.set(placement.getExcludedTeams())),
        stay(placement.getStay()),
        tenure(placement.getTenure()));
  }

  private static Tenure tenure(StoredTenure tenure) {
    return new Tenure(
        tenure.getSince(),
        tenure.getPromoted(),
        Lists.each(tenure.getLeftovers(), StoredToState::leftover));
  }

  private static Tenure.Leftover leftover(StoredLeftover left) {
    return new Tenure.Leftover(
        left.getClock(),
        left.getTier(),
        left.getRunningSince(),
        Duration.ofMillis(left.getRemainingMillis()),
        left.getUntil());
  }

  private static Stay stay(StoredStay stay) {
    return new Stay(
        Lists.set(stay.getAlarmedFor()),
        Lists.set(stay.getApologisedFor()),
        stay.getHandOvers(),
        stay.getMissedContacts());
  }

  private static Clock clock(StoredClock clock) {
    var kind =
        switch (clock.getKind()) {
          case INTERNAL -> ClockKind.INTERNAL;
          case STATUTORY -> ClockKind.STATUTORY;
        };
    var stint =
        new Stint(
            clock.getStartedAt(),
            clock.getRunningSince(),
            Duration.ofMillis(clock.getRemainingMillis()),
            clock.getDueAt(),
            clock.getWarnAt(),
            clock.getWarned());
    return new Clock(
        clock.getName(),
        kind,
        Duration.ofMillis(clock.getTargetMillis()),
        clock.getPeriod(),
        stint,
        phase(clock.getPhase()),
        new Doubts(unproven(clock.getUnproven()), lapse(clock.getLapse())));
  }

  private static @Nullable Unproven unproven(@Nullable StoredUnproven unproven) {
    return unproven == null
        ? null
        : new Unproven(
            unproven.getMessageId(),
            unproven.getMetAt(),
            unproven.getLate(),
            Duration.ofMillis(unproven.getTargetMillis()),
            unproven.getPeriod(),
            new Stint(
                unproven.getStartedAt(),
                unproven.getRunningSince(),
                Duration.ofMillis(unproven.getRemainingMillis()),
                unproven.getDueAt(),
                unproven.getWarnAt(),
                unproven.getWarned()));
  }

  private static @Nullable Lapse lapse(@Nullable StoredLapse lapse) {
    return lapse == null
        ? null
        : new Lapse(
            lapse.getStartedAt(),
            lapse.getDueAt(),
            lapse.getUntil(),
            Duration.ofMillis(lapse.getTargetMillis()));
  }

  private static Phase phase(Object phase) {
    return switch (phase) {
      case StoredRunning r -> new Phase.Running();
      case StoredPaused p -> new Phase.Paused(p.getSince(), p.getReason());
      case StoredBreached b -> new Phase.Breached();
      case StoredMet m -> new Phase.Met(m.getAt(), m.getLate());
      case StoredVoided v -> new Phase.Voided(v.getAt(), v.getReason());
      default -> throw new IllegalStateException("Expected a stored phase, but found " + phase);
    };
  }

  private static History history(StoredHistory history) {
    return new History(
        history.getSequence(),
        history.getReopened(),
        history.getPromotedForCustomerAt(),
        history.getSettledUntil(),
        milestones(history),
        new EventMemory(history.getSeenEventIds(), history.getForgottenEventIds()));
  }

  private static Milestones milestones(StoredHistory history) {
    var withoutTimes = history.getMilestones().stream().map(name -> new Reached(name, null, false));
    var withTimes = history.getReached().stream().map(StoredToState::milestone);
    return new Milestones(Stream.concat(withoutTimes, withTimes).toList(), history.getTakenBack());
  }

  private static Reached milestone(StoredMilestone milestone) {
    var last = milestone.getLastAt();
    return new Reached(
        milestone.getName(),
        milestone.getAt(),
        last == null ? milestone.getLater() : List.of(last),
        milestone.getProved());
  }
}
