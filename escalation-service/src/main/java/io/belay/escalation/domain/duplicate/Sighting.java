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
   * @param policy the pack the case runs under
   * @param at business time of the decision's last step
   */
  public static List<Told> between(
      Optional<CaseState> before, Decision decision, PolicyPack policy, Instant at) {
    var rule = policy.caseRules().together().duplicates();
    if (rule == null) {
      return List.of();
    }
    var after = decision.state();
    var matterBefore = before.flatMap(Matter::of);
    var matterAfter = after.flatMap(Matter::of);
    var told = new ArrayList<Told>(2);
    boolean moved = !matterBefore.equals(matterAfter);
    if (moved) {
      matterBefore.ifPresent(
          matter ->
              told.add(new Told(matter, of(before.orElseThrow(), rule, Stand.GONE, at, null))));
    }
    if (moved
        || !standOf(before).equals(standOf(after))
        || !priorityOf(before, rule).equals(priorityOf(after, rule))) {
      matterAfter.ifPresent(
          matter ->
              told.add(
                  new Told(
                      matter,
                      of(
                          after.orElseThrow(),
                          rule,
                          standOf(after).orElseThrow(),
                          at,
                          outcomeOf(decision)))));
    }
    return List.copyOf(told);
  }

  private static Optional<Stand> standOf(Optional<CaseState> state) {
    return state.map(known -> known.inWork() ? Stand.IN_WORK : Stand.OVER);
  }

  /** What a first has to keep for it: nothing where the case keeps its own clocks, or is over. */
  private static Optional<String> priorityOf(Optional<CaseState> state, Duplicates rule) {
    return state
        .filter(known -> known.inWork() && rule.internalClocks() == InternalClocks.VOID)
        .map(known -> known.profile().priority());
  }

  private static @Nullable String outcomeOf(Decision decision) {
    return decision.steps().stream()
        .map(Step::progress)
        .filter(Progress.CaseResolved.class::isInstance)
        .map(resolved -> ((Progress.CaseResolved) resolved).outcome())
        .findFirst()
        .orElse(null);
  }

  private static Sighting of(
      CaseState state, Duplicates rule, Stand stand, Instant at, @Nullable String outcome) {
    var identity = state.identity();
    boolean forDuplicates =
        stand == Stand.OVER && rule.firstResolved() == Together.FirstResolved.RESOLVE;
    return new Sighting(
        identity.caseId(),
        identity.openedAt(),
        rule.window(),
        stand,
        at,
        forDuplicates ? outcome : null,
        state.history().sequence(),
        priorityOf(Optional.of(state), rule).orElse(null));
  }
}
