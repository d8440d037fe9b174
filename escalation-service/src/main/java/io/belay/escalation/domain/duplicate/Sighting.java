package io.belay.escalation.domain.duplicate;

import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.lifecycle.Decision;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.Together;
import io.belay.escalation.domain.policy.Together.Duplicates;
import io.belay.escalation.domain.policy.Together.InternalClocks;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the room of a matter hears of a case.
 *
 * @param openedAt business time of its opening
 * @param window of the pack the case runs under
 * @param at business time of what happened
 * @param outcome what was resolved just now, and is for its duplicates, too; null: nothing is
 * @param sequence of the case's latest step, which tells one resolution from the next
 * @param priority which its first has to be as strict as; null: its own clocks keep its promise
 */
public record Sighting(
    String caseId,
    Instant openedAt,
    Duration window,
    Stand stand,
    Instant at,
    @Nullable String outcome,
    long sequence,
    @Nullable String priority) {

  /** How the case stands. */
  public enum Stand {
    IN_WORK,
    /** Resolved or closed. */
    OVER,
    /** It is about something else now, or forgotten. */
    GONE
  }

  /** A sighting and the matter whose room has to hear it. */
  public record Told(Matter matter, Sighting sighting) {}

  /**
   * What a decision changed for the rooms of duplicates.
   *
   * @param policyOf the pack a case runs under, which the decision may have changed: under one
   *     without a rule for duplicates it is about nothing
   * @param at business time of the decision's last step
   */
  public static List<Told> between(
      Optional<CaseState> before,
      Decision decision,
      Function<CaseState, PolicyPack> policyOf,
      Instant at) {
    var was = before.flatMap(state -> Watched.of(state, policyOf.apply(state)));
    var is = decision.state().flatMap(state -> Watched.of(state, policyOf.apply(state)));
    var told = new ArrayList<Told>(2);
    boolean moved = !was.map(Watched::matter).equals(is.map(Watched::matter));
    if (moved) {
      was.ifPresent(known -> told.add(known.told(Stand.GONE, at, null)));
    }
    if (moved
        || !was.map(Watched::stand).equals(is.map(Watched::stand))
        || !was.flatMap(Watched::priority).equals(is.flatMap(Watched::priority))) {
      is.ifPresent(known -> told.add(known.told(known.stand(), at, outcomeOf(decision))));
    }
    return List.copyOf(told);
  }

  /** A case whose matter has a room, by the rule of its pack. */
  private record Watched(CaseState state, Duplicates rule, Matter matter) {
    static Optional<Watched> of(CaseState state, PolicyPack policy) {
      return Optional.ofNullable(policy.caseRules().together().duplicates())
          .flatMap(rule -> Matter.of(state).map(matter -> new Watched(state, rule, matter)));
    }

    Stand stand() {
      return state.inWork() ? Stand.IN_WORK : Stand.OVER;
    }

    /** What a first has to keep for it: nothing where it keeps its own clocks, or is over. */
    Optional<String> priority() {
      return state.inWork() && rule.internalClocks() == InternalClocks.VOID
          ? Optional.of(state.profile().priority())
          : Optional.empty();
    }

    Told told(Stand stand, Instant at, @Nullable String outcome) {
      boolean forDuplicates =
          stand == Stand.OVER && rule.firstResolved() == Together.FirstResolved.RESOLVE;
      return new Told(
          matter,
          new Sighting(
              state.identity().caseId(),
              state.identity().openedAt(),
              rule.window(),
              stand,
              at,
              forDuplicates ? outcome : null,
              state.history().sequence(),
              priority().orElse(null)));
    }
  }

  private static @Nullable String outcomeOf(Decision decision) {
    return decision.steps().stream()
        .map(Step::progress)
        .filter(Progress.CaseResolved.class::isInstance)
        .map(resolved -> ((Progress.CaseResolved) resolved).outcome())
        .findFirst()
        .orElse(null);
  }
}
