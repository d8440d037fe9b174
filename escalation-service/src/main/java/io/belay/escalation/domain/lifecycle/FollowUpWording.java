package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.FollowUps.Occasion;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.progress.Progress.Facts;
import io.belay.escalation.domain.progress.Progress.FollowUpDue;
import io.belay.escalation.domain.progress.Progress.MessageClass;
import io.belay.escalation.domain.progress.Progress.OfIncident;
import io.belay.escalation.domain.progress.Progress.Why;
import io.belay.escalation.domain.progress.Progress.Wording;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers what a message to the customer may say, from the case as it stands. */
final class FollowUpWording {
  private FollowUpWording() {}

  static FollowUpDue of(
      CaseState state, PolicyPack policy, Occasion occasion, Why why, @Nullable String clock) {
    var category = policy.categories().of(state.profile().category());
    var tier = policy.ladder().tier(state.placement().tier());
    Map<String, String> outcomeNames =
        why.outcome() == null ? Map.of() : policy.outcomes().getOrDefault(why.outcome(), Map.of());
    return new FollowUpDue(
        occasion.messageType(),
        category.urgent() && !canWait(occasion) ? MessageClass.URGENT : MessageClass.ROUTINE,
        new Facts(
            state.profile(),
            state.identity().openedAt(),
            state.placement().handledBy().displayName(),
            tier.name(),
            new Wording(tier.names(), category.names(), outcomeNames),
            expectedBy(state, policy, occasion, clock).orElse(null),
            why),
        ofIncident(state, occasion, clock));
  }

  /** Nobody is woken to rate us, or to be told that a case may close. */
  private static boolean canWait(Occasion occasion) {
    return switch (occasion) {
      case CLOSED, REMINDED -> true;
      case OPENED,
          PROMOTED,
          ASSIGNED,
          WARNED,
          WAITING_ON_CUSTOMER,
          RESOLVED,
          REOPENED,
          INCIDENT,
          INCIDENT_OVER ->
          false;
    };
  }

  /** As {@link #of}, about the incident: where its tier is known, that is who has it. */
  static FollowUpDue ofIncident(
      CaseState state,
      PolicyPack policy,
      Occasion occasion,
      OfIncident happened,
      @Nullable String tierOfIncident) {
    var own = of(state, policy, occasion, Why.UNSAID, null);
    var facts = own.facts();
    var tier = Optional.ofNullable(tierOfIncident).flatMap(policy.ladder()::find);
    if (tier.isPresent()) {
      var wording = facts.wording();
      facts =
          new Facts(
              facts.profile(),
              facts.openedAt(),
              null,
              tier.get().name(),
              new Wording(tier.get().names(), wording.categoryNames(), wording.outcomeNames()),
              facts.expectedBy(),
              facts.why());
    }
    return new FollowUpDue(own.messageType(), own.messageClass(), facts, happened);
  }

  /** Many members miss the same promise together: their customer reads one apology for it. */
  private static @Nullable OfIncident ofIncident(
      CaseState state, Occasion occasion, @Nullable String clock) {
    var incident = state.links().incident();
    if (incident == null) {
      return null;
    }
    return new OfIncident(
        incident.incidentId(), occasion == Occasion.WARNED ? "warned-" + clock : null);
  }

  private static Optional<Instant> expectedBy(
      CaseState state, PolicyPack policy, Occasion occasion, @Nullable String clock) {
    return switch (occasion) {
      case WARNED ->
          Optional.ofNullable(clock)
              .flatMap(state::clock)
              .map(warned -> afterTheMiss(state, policy, warned));
      case OPENED, PROMOTED, ASSIGNED, REOPENED, INCIDENT, INCIDENT_OVER ->
          state.clocks().stream()
              .filter(running -> running.running() && isPromise(policy, running))
              .map(running -> running.stint().dueAt())
              .min(Comparator.naturalOrder());
      case REMINDED ->
          Optional.ofNullable(clock).flatMap(state::clock).map(closing -> closing.stint().dueAt());
      case WAITING_ON_CUSTOMER, RESOLVED, CLOSED -> Optional.empty();
    };
  }

  /** The customer's own time to answer is none. */
  private static boolean isPromise(PolicyPack policy, Clock clock) {
    return policy.findClock(clock.name()).filter(ClockRule::closesTheCase).isEmpty();
  }

  /**
   * When to expect an answer if the promise is missed: the next tier's time after it, or the same
   * time again.
   */
  private static Instant afterTheMiss(CaseState state, PolicyPack policy, Clock missed) {
    var rule = policy.clock(missed.name());
    var dueAt = missed.stint().dueAt();
    if (rule.effects().promoteOnBreach()) {
      var above = policy.ladder().above(state.placement().tier());
      if (above.isPresent()) {
        for (ClockRule next : policy.clocks()) {
          var target =
              next.target()
                  .of(state.profile().category(), above.get().name(), state.profile().priority());
          if (next.startsOn() == ClockRule.StartsOn.PROMOTED && target.isPresent()) {
            return next.target().calendar().due(dueAt, target.get());
          }
        }
      }
    }
    return rule.target().calendar().due(dueAt, missed.target());
  }
}
