package io.belay.escalation.simulate.report;

import io.belay.escalation.simulate.report.Report.Run;
import io.belay.escalation.simulate.tally.Figures;
import io.belay.escalation.simulate.tally.Figures.TierTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tables of a report, each beside the pack to compare with. */
final class Tables {
  private final Figures policy;
  private final @Nullable Figures against;

  Tables(Report report) {
    policy = report.policy().figures();
    Run other = report.against();
    against = other == null ? null : other.figures();
  }

  Table inBrief() {
    return table("In brief", Tables::brief);
  }

  Table breachesByClock() {
    return table("Breaches by clock", figures -> column(figures, "breached"));
  }

  /** Of one clock, every week of any clock. */
  Table breachesByWeek(String clock) {
    var weeks = new TreeMap<String, Long>();
    for (String week : weeks()) {
      weeks.put(week, 0L);
    }
    return table(
        clock,
        figures -> {
          var all = new TreeMap<String, Long>(weeks);
          all.putAll(figures.breachesByWeek().getOrDefault(clock, Map.of()));
          return all;
        });
  }

  Set<String> clocksBreached() {
    var clocks = new TreeSet<>(policy.breachesByWeek().keySet());
    if (against != null) {
      clocks.addAll(against.breachesByWeek().keySet());
    }
    return clocks;
  }

  Set<String> weeks() {
    var weeks = new TreeSet<String>();
    policy.breachesByWeek().values().forEach(clock -> weeks.addAll(clock.keySet()));
    if (against != null) {
      against.breachesByWeek().values().forEach(clock -> weeks.addAll(clock.keySet()));
    }
    return weeks;
  }

  Table workHoursByTier() {
    return table("Hours in work by tier", figures -> byTier(figures, TierTime::workHours));
  }

  Table waitHoursByTier() {
    return table("Hours of waiting by tier", figures -> byTier(figures, TierTime::waitHours));
  }

  Table hoursEachByTier() {
    return table(
        "Hours in work a case and tier", figures -> byTier(figures, TierTime::workHoursEach));
  }

  Table arrivalsByTier() {
    return table("Arrivals by tier", figures -> byTier(figures, TierTime::arrivals));
  }

  Table messagesByType() {
    return table("Messages by type", figures -> figures.messages().byType());
  }

  Table customersByMessages() {
    return table(
        "Customers by number of messages", figures -> figures.messages().customersByCount());
  }

  Table promotions() {
    return table("Promotions by cause", Figures::promotions);
  }

  Table promotionsByClock() {
    return table("Promotions by clock", Figures::promotionsByClock);
  }

  Table rejections() {
    return table("Rejections by reason", Figures::rejections);
  }

  private Table table(String title, Function<Figures, Map<String, ? extends Number>> part) {
    return Table.of(title, part.apply(policy), against == null ? null : part.apply(against));
  }

  private static Map<String, Number> brief(Figures figures) {
    var brief = new LinkedHashMap<String, Number>();
    brief.put("cases", figures.cases().getOrDefault("accepted", 0L));
    brief.put("in work at the end", figures.cases().getOrDefault("inWorkAtTheEnd", 0L));
    brief.put("events accepted", figures.events().getOrDefault("accepted", 0L));
    brief.put("events rejected", figures.events().getOrDefault("rejected", 0L));
    brief.put("events repeated", figures.events().getOrDefault("repeated", 0L));
    brief.put("breaches", figures.breaches());
    brief.put("promotions", figures.promoted());
    brief.put("top of the ladder reached", figures.ladderExhausted());
    brief.put("messages", figures.messages().total());
    brief.put("messages per customer", figures.messages().perCustomer());
    brief.put("most for one customer", figures.messages().mostForOneCustomer());
    return brief;
  }

  private static Map<String, Long> column(Figures figures, String name) {
    var column = new TreeMap<String, Long>();
    figures.clocks().forEach((clock, counts) -> column.put(clock, counts.getOrDefault(name, 0L)));
    return column;
  }

  private static <N extends Number> Map<String, N> byTier(
      Figures figures, Function<TierTime, N> part) {
    var byTier = new LinkedHashMap<String, N>();
    figures.tierTime().forEach((tier, time) -> byTier.put(tier, part.apply(time)));
    return byTier;
  }
}
