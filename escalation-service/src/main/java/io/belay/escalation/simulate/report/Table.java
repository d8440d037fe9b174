package io.belay.escalation.simulate.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Figures of one kind by name, beside those of the pack to compare with. */
record Table(String title, List<Row> rows) {

  Table {
    rows = List.copyOf(rows);
  }

  /**
   * A figure.
   *
   * @param against of the pack to compare with; null where there is none
   */
  record Row(String label, double value, @Nullable Double against) {
    double difference() {
      return against == null ? 0 : value - against;
    }
  }

  static Table of(
      String title,
      Map<String, ? extends Number> figures,
      @Nullable Map<String, ? extends Number> against) {
    var labels = new LinkedHashSet<String>(figures.keySet());
    if (against != null) {
      labels.addAll(against.keySet());
    }
    var rows = new ArrayList<Row>();
    for (String label : labels) {
      rows.add(
          new Row(label, number(figures, label), against == null ? null : number(against, label)));
    }
    return new Table(title, rows);
  }

  double largest() {
    double largest = 0;
    for (var row : rows) {
      largest = Math.max(largest, row.value());
      largest = row.against() == null ? largest : Math.max(largest, row.against());
    }
    return largest;
  }

  private static double number(Map<String, ? extends Number> figures, String label) {
    Number number = figures.get(label);
    return number == null ? 0 : number.doubleValue();
  }
}
