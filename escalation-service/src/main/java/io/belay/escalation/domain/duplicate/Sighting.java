package io.belay.escalation.domain.duplicate;

import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.policy.PolicyPack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the room of a matter hears of a case.
 *
 * @param openedAt business time of its opening
 * @param window of the pack the case runs under
 * @param at business time of what happened
 */
public record Sighting(String caseId, Instant openedAt, Duration window, Stand stand, Instant at) {

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
      Optional<CaseState> before, Optional<CaseState> after, PolicyPack policy, Instant at) {
    var rule = policy.caseRules().together().duplicates();
    if (rule == null) {
      return List.of();
    }
    var matterBefore = before.flatMap(Matter::of);
    var matterAfter = after.flatMap(Matter::of);
    var told = new ArrayList<Told>(2);
    boolean moved = !matterBefore.equals(matterAfter);
    if (moved) {
      matterBefore.ifPresent(
          matter ->
              told.add(new Told(matter, of(before.orElseThrow(), rule.window(), Stand.GONE, at))));
    }
    if (moved || !standOf(before).equals(standOf(after))) {
      matterAfter.ifPresent(
          matter ->
              told.add(
                  new Told(
                      matter,
                      of(after.orElseThrow(), rule.window(), standOf(after).orElseThrow(), at))));
    }
    return List.copyOf(told);
  }

  private static Optional<Stand> standOf(Optional<CaseState> state) {
    return state.map(known -> known.inWork() ? Stand.IN_WORK : Stand.OVER);
  }

  private static Sighting of(CaseState state, Duration window, Stand stand, Instant at) {
    var identity = state.identity();
    return new Sighting(identity.caseId(), identity.openedAt(), window, stand, at);
  }
}
