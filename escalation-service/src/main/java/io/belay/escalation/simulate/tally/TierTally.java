package io.belay.escalation.simulate.tally;

import io.belay.escalation.simulate.tally.Figures.TierLoad;
import io.belay.escalation.simulate.tally.Figures.TierTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long cases lay with each tier, and in which hours of the week. */
final class TierTally {
  private final LocalWeeks weeks;
  private final Map<String, Sums> byTier = new HashMap<>();

  /** Of one tier, times in milliseconds. */
  private static final class Sums {
    final long[] workByHour = new long[LocalWeeks.HOURS];
    final long[] arrivalsByHour = new long[LocalWeeks.HOURS];
    long work;
    long wait;

    void addAll(Sums other) {
      for (int hour = 0; hour < LocalWeeks.HOURS; hour++) {
        workByHour[hour] += other.workByHour[hour];
        arrivalsByHour[hour] += other.arrivalsByHour[hour];
      }
      work += other.work;
      wait += other.wait;
    }

    long arrivals() {
      long sum = 0;
      for (long arrivals : arrivalsByHour) {
        sum += arrivals;
      }
      return sum;
    }
  }

  TierTally(LocalWeeks weeks) {
    this.weeks = weeks;
  }

  void arrived(String tier, Instant at) {
    of(tier).arrivalsByHour[weeks.hourOf(at)]++;
  }

  /** A stay came to its end. */
  void stayed(Stay stay, Instant until) {
    long millis = Math.max(0, until.toEpochMilli() - stay.since().toEpochMilli());
    var sums = of(stay.tier());
    switch (stay.effort()) {
      case WORK -> {
        sums.work += millis;
        weeks.spread(stay.since(), until, sums.workByHour);
      }
      case WAIT -> sums.wait += millis;
      case NONE -> {}
    }
  }

  void addAll(TierTally other) {
    other.byTier.forEach((tier, sums) -> of(tier).addAll(sums));
  }

  /**
   * Cases in work at a time, averaged over all weeks from the first to the last instant.
   *
   * @param tiers in the order wanted
   */
  Map<String, TierLoad> load(List<String> tiers, Instant first, Instant last) {
    var millisByHour = new long[LocalWeeks.HOURS];
    weeks.spread(first, last, millisByHour);
    var load = new LinkedHashMap<String, TierLoad>();
    for (String tier : tiers) {
      var sums = of(tier);
      List<Double> inWork = new ArrayList<>();
      List<Long> arrivals = new ArrayList<>();
      for (int hour = 0; hour < LocalWeeks.HOURS; hour++) {
        inWork.add(Rounded.ratio(sums.workByHour[hour], millisByHour[hour]));
        arrivals.add(sums.arrivalsByHour[hour]);
      }
      load.put(tier, new TierLoad(inWork, arrivals));
    }
    return load;
  }

  Map<String, TierTime> time(List<String> tiers) {
    var time = new LinkedHashMap<String, TierTime>();
    for (String tier : tiers) {
      var sums = of(tier);
      time.put(
          tier,
          new TierTime(
              sums.arrivals(),
              Rounded.hours(sums.work),
              Rounded.hours(sums.wait),
              Rounded.hoursEach(sums.work, sums.arrivals())));
    }
    return time;
  }

  private Sums of(String tier) {
    return byTier.computeIfAbsent(tier, t -> new Sums());
  }
}
