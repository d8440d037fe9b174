package io.belay.escalation.simulate.report;

import io.belay.escalation.simulate.report.Svg.Box;

/** Standing columns, one a row of the table; a mark across shows the pack to compare with. */
final class ColumnChart {
  private static final double LEFT = 40;
  private static final double TOP = 12;
  private static final double FLOOR = 132;
  private static final double HEIGHT = 152;

  /** As many labels stand side by side when they are short, such as numbers. */
  private static final int ALL_LABELS = 12;

  /** As many when they are as long as a week's name. */
  private static final int SOME_LABELS = 4;

  private ColumnChart() {}

  static String of(Table table) {
    var svg = new Svg(table.title(), HEIGHT);
    double largest = Math.max(table.largest(), 1);
    for (double share : new double[] {0, 0.5, 1}) {
      double y = heightOf(share * largest, largest);
      svg.level(LEFT, y);
      svg.text(LEFT - 4, y + 4, "end", Numbers.of(share * largest));
    }
    double step = (Svg.WIDTH - LEFT) / Math.max(1, table.rows().size());
    int every = labelEvery(table);
    for (int i = 0; i < table.rows().size(); i++) {
      column(svg, table.rows().get(i), LEFT + i * step, step, largest);
      if (i % every == 0) {
        svg.text(LEFT + (i + 0.5) * step, HEIGHT - 6, "middle", table.rows().get(i).label());
      }
    }
    return svg.done();
  }

  private static void column(Svg svg, Table.Row row, double x, double step, double largest) {
    double top = heightOf(row.value(), largest);
    double gap = step * 0.15;
    String note = row.label() + ": " + Numbers.of(row.value());
    if (row.against() == null) {
      svg.box(new Box(x + gap, top, step - 2 * gap, FLOOR - top), "class=\"policy\"", note);
      return;
    }
    note += ", against " + Numbers.of(row.against());
    svg.box(new Box(x + gap, top, step - 2 * gap, FLOOR - top), "class=\"policy\"", note);
    double mark = heightOf(row.against(), largest);
    svg.box(new Box(x, mark - 1, step, 2), "class=\"against\"", note);
  }

  private static int labelEvery(Table table) {
    int rows = table.rows().size();
    boolean shortOnes = table.rows().stream().allMatch(row -> row.label().length() <= 5);
    int fitting = shortOnes ? ALL_LABELS : SOME_LABELS;
    return Math.max(1, (rows + fitting - 1) / fitting);
  }

  private static double heightOf(double value, double largest) {
    return FLOOR - value / largest * (FLOOR - TOP);
  }
}
