package io.belay.escalation.pack;

import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.StartsOn;
import io.belay.escalation.domain.policy.Ladder.Tier;
import io.belay.escalation.domain.policy.PolicyPack.CaseRules;
import io.belay.escalation.domain.policy.PolicyPack.Categories;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the tiers that no case gets to by what the pack says: no category starts there, and neither
 * a clock nor a trigger nor a customer's wish leads there from below. Agents can promote by hand; a
 * tier that lives of that alone is a mistake in the pack.
 */
final class ReachableTiers {
  private final List<String> ladder;
  private final List<ClockRule> clocks;
  private final CaseRules rules;

  ReachableTiers(Declared<Tier> ladder, List<ClockRule> clocks, CaseRules rules) {
    this.ladder = List.copyOf(ladder.names());
    this.clocks = clocks;
    this.rules = rules;
  }

  Set<String> from(Categories categories) {
    Set<String> reached = new HashSet<>();
    categories.byName().values().forEach(category -> reached.add(category.startTier()));
    Set<String> promotedTo = new HashSet<>();
    for (int rung = 1; rung < ladder.size(); rung++) {
      var below = ladder.get(rung - 1);
      if (reached.contains(below) && leadsUpFrom(below, promotedTo.contains(below))) {
        reached.add(ladder.get(rung));
        promotedTo.add(ladder.get(rung));
      }
    }
    return reached;
  }

  private boolean leadsUpFrom(String tier, boolean promotedTo) {
    return rules.customerRequests().allowed()
        || rules.triggers().any()
        || clocks.stream()
            .filter(clock -> runsFromTheStart(clock) || promotedTo)
            .filter(
                clock -> clock.effects().promoteOnBreach() || clock.effects().promoteOnWarning())
            .anyMatch(clock -> mayRunOn(tier, clock));
  }

  private static boolean runsFromTheStart(ClockRule clock) {
    return clock.startsOn() == StartsOn.OPENED || clock.startsOn() == StartsOn.TIER;
  }

  private static boolean mayRunOn(String tier, ClockRule clock) {
    var target = clock.target();
    return clock.statute() != null
        || target.byTier().containsKey(tier)
        || !target.byPriority().isEmpty();
  }
}
