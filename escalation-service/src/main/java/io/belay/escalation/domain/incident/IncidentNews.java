package io.belay.escalation.domain.incident;

import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.lifecycle.Decision;
import io.belay.escalation.domain.lifecycle.Links.Membership;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the room of an incident hears. */
public sealed interface IncidentNews {

  /**
   * How the incident itself stands now.
   *
   * @param tier that has it
   * @param cause of its end: resolved or closed; null while it is in work
   * @param climbed it was promoted just now
   * @param at business time
   * @param sequence of its latest step
   */
  record Stands(String tier, @Nullable String cause, boolean climbed, Instant at, long sequence)
      implements IncidentNews {}

  /** There is no such incident any more: it is of another category, or forgotten. */
  record Gone() implements IncidentNews {}

  /**
   * A case was linked to the incident.
   *
   * @param sequence of the case's latest step, which tells one membership from the next
   */
  record Joined(String caseId, Instant at, long sequence) implements IncidentNews {}

  /** Somebody linked a case to the case that stands for the incident, without calling it one. */
  record Linked(String caseId, Instant at) implements IncidentNews {}

  /** A case was closed, or linked to another incident. */
  record Left(String caseId) implements IncidentNews {}

  /** A member would have climbed to this tier. */
  record Needs(String tier, Instant at) implements IncidentNews {}

  /** The case that has a row of its own, or none: whom the news is about, as a member. */
  default Optional<String> subject() {
    return switch (this) {
      case Joined joined -> Optional.of(joined.caseId());
      case Left left -> Optional.of(left.caseId());
      case Linked l -> Optional.empty();
      case Stands s -> Optional.empty();
      case Gone g -> Optional.empty();
      case Needs n -> Optional.empty();
    };
  }

  /** News and the incident whose room has to hear it. */
  record Told(String incidentId, IncidentNews news) {}

  /**
   * What a decision changed for the rooms of incidents.
   *
   * @param policyOf the pack a case runs under, which the decision may have changed
   * @param at business time of the decision's last step
   */
  static List<Told> between(
      Optional<CaseState> before,
      Decision decision,
      Function<CaseState, PolicyPack> policyOf,
      Instant at) {
    var after = decision.state();
    var told = new ArrayList<Told>(2);
    var memberBefore = before.flatMap(IncidentNews::memberOf);
    var memberAfter = after.flatMap(IncidentNews::memberOf);
    if (!memberBefore.equals(memberAfter)) {
      var either = after.or(() -> before).orElseThrow();
      var caseId = either.identity().caseId();
      memberBefore.ifPresent(incident -> told.add(new Told(incident, new Left(caseId))));
      memberAfter.ifPresent(
          incident ->
              told.add(new Told(incident, new Joined(caseId, at, either.history().sequence()))));
    }
    for (var step : decision.steps()) {
      if (step.progress() instanceof Progress.CaseLinked link
          && link.toCaseId() != null
          && link.relation() == null) {
        told.add(new Told(link.toCaseId(), new Linked(step.caseId(), at)));
      }
    }
    lastHeld(decision.steps()).ifPresent(held -> told.add(needs(held, at)));
    ofTheIncident(before, decision, policyOf, at).ifPresent(told::add);
    return List.copyOf(told);
  }

  private static Optional<Progress.PromotionHeld> lastHeld(List<Step> steps) {
    for (var step : steps.reversed()) {
      if (step.progress() instanceof Progress.PromotionHeld held && held.to() != null) {
        return Optional.of(held);
      }
    }
    return Optional.empty();
  }

  private static Told needs(Progress.PromotionHeld held, Instant at) {
    var tier = held.to() == null ? held.from() : held.to();
    return new Told(held.incidentId(), new Needs(tier, at));
  }

  private static Optional<Told> ofTheIncident(
      Optional<CaseState> before,
      Decision decision,
      Function<CaseState, PolicyPack> policyOf,
      Instant at) {
    var was = before.filter(state -> isIncident(state, policyOf.apply(state)));
    var is = decision.state().filter(state -> isIncident(state, policyOf.apply(state)));
    if (is.isEmpty()) {
      return was.map(state -> new Told(state.identity().caseId(), new Gone()));
    }
    boolean climbed =
        decision.steps().stream().anyMatch(s -> s.progress() instanceof Progress.TierPromoted);
    var stands = stands(is.get(), climbed, at);
    boolean same =
        was.map(state -> stands(state, false, at))
            .filter(old -> old.tier().equals(stands.tier()))
            .filter(old -> (old.cause() == null) == (stands.cause() == null))
            .isPresent();
    return same ? Optional.empty() : Optional.of(new Told(is.get().identity().caseId(), stands));
  }

  private static Stands stands(CaseState state, boolean climbed, Instant at) {
    String cause = state.inWork() ? null : state.closed() ? "closed" : "resolved";
    return new Stands(state.placement().tier(), cause, climbed, at, state.history().sequence());
  }

  private static boolean isIncident(CaseState state, PolicyPack policy) {
    return policy.categories().of(state.profile().category()).incident();
  }

  /** A closed case has nothing left that could be held. */
  private static Optional<String> memberOf(CaseState state) {
    return state.closed()
        ? Optional.empty()
        : Optional.ofNullable(state.links().incident()).map(Membership::incidentId);
  }
}
