package io.belay.escalation.simulate.report;

import io.belay.escalation.simulate.report.Svg.Box;
import java.util.Locale;

/** A week as seven rows of 24 hours: the deeper the colour, the larger the figure. */
final class HeatMap {
  private static final double LEFT = 36;
  private static final double CELL = (Svg.WIDTH - LEFT) / WeekHours.HOURS_A_DAY;
  private static final double ROW = 16;
  private static final int LABEL_EVERY = 3;
  private static final String MORE = "#1f5fae";
  private static final String LESS = "#2b8a4b";

  private HeatMap() {}

  /** Figures below zero are green: only a difference has them. */
  static String of(String meaning, WeekHours hours) {
    double bottom = WeekHours.DAYS.size() * ROW;
    var svg = new Svg(meaning, bottom + 18);
    double largest = hours.largest();
    for (int day = 0; day < WeekHours.DAYS.size(); day++) {
      svg.text(0, day * ROW + 12, "start", WeekHours.DAYS.get(day));
      for (int hour = 0; hour < WeekHours.HOURS_A_DAY; hour++) {
        double value = hours.at(day, hour);
        svg.box(
            new Box(LEFT + hour * CELL, day * ROW, CELL - 1, ROW - 1),
            colour(value, largest),
            WeekHours.DAYS.get(day) + " " + hour + ":00: " + Numbers.of(value));
      }
    }
    for (int hour = 0; hour < WeekHours.HOURS_A_DAY; hour += LABEL_EVERY) {
      svg.text(LEFT + (hour + 0.5) * CELL, bottom + 14, "middle", Integer.toString(hour));
    }
    return svg.done();
  }

  private static String colour(double value, double largest) {
    double depth = largest == 0 ? 0 : Math.abs(value) / largest;
    return String.format(
        Locale.ROOT,
        "fill=\"%s\" fill-opacity=\"%.2f\"",
        value < 0 ? LESS : MORE,
        0.04 + 0.96 * depth);
  }
}
