package io.belay.escalation.simulate.report;

import java.util.Collections;
import java.util.List;

/** A figure for each hour of the week, from Monday 0:00. */
record WeekHours(List<Double> values) {
  static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
  static final int HOURS_A_DAY = 24;

  WeekHours {
    values = List.copyOf(values);
  }

  /** Figures of a tier that a pack does not use. */
  static WeekHours none() {
    return new WeekHours(Collections.nCopies(DAYS.size() * HOURS_A_DAY, 0.0));
  }

  double at(int day, int hour) {
    return values.get(day * HOURS_A_DAY + hour);
  }

  double mean() {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  double peak() {
    return Collections.max(values);
  }

  /** Such as Mon 10:00. */
  String peakHour() {
    int index = values.indexOf(peak());
    return DAYS.get(index / HOURS_A_DAY) + " " + index % HOURS_A_DAY + ":00";
  }

  WeekHours minus(WeekHours other) {
    var difference = new Double[values.size()];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = values.get(i) - other.values.get(i);
    }
    return new WeekHours(List.of(difference));
  }

  double largest() {
    return values.stream().mapToDouble(Math::abs).max().orElse(0);
  }
}
