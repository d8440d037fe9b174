package io.belay.escalation.simulate.report;

import io.belay.escalation.simulate.report.Report.Run;
import io.belay.escalation.simulate.tally.Figures;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cases in work at a tier by hour of the week.
 *
 * @param against of the pack to compare with; null where there is none
 */
record TierLoads(String tier, WeekHours policy, @Nullable WeekHours against) {

  /** Of every tier of either pack, from the lowest to the highest. */
  static List<TierLoads> of(Report report) {
    var policy = report.policy().figures();
    Run other = report.against();
    var tiers = new LinkedHashSet<>(policy.tierLoad().keySet());
    if (other != null) {
      tiers.addAll(other.figures().tierLoad().keySet());
    }
    var loads = new ArrayList<TierLoads>();
    for (String tier : tiers) {
      loads.add(
          new TierLoads(
              tier, hours(policy, tier), other == null ? null : hours(other.figures(), tier)));
    }
    return loads;
  }

  private static WeekHours hours(Figures figures, String tier) {
    var load = figures.tierLoad().get(tier);
    return load == null ? WeekHours.none() : new WeekHours(load.inWork());
  }
}
