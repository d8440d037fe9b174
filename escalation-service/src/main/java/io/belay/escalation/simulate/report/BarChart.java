package io.belay.escalation.simulate.report;

import io.belay.escalation.simulate.report.Svg.Box;

/** Lying bars, one a row: the pack's, below it that of the pack to compare with. */
final class BarChart {
  private static final int ROW = 38;
  private static final int BAR_TOP = 17;
  private static final int BAR = 8;
  private static final double LONGEST = Svg.WIDTH - 100.0;

  private BarChart() {}

  static String of(Table table) {
    var svg = new Svg(table.title(), Math.max(1, table.rows().size()) * (double) ROW);
    double largest = table.largest();
    double y = 0;
    for (var row : table.rows()) {
      svg.text(0, y + 12, "start", row.label());
      bar(svg, y + BAR_TOP, row.value(), largest, "class=\"policy\"", row.label());
      String value = Numbers.of(row.value());
      if (row.against() == null) {
        svg.text(Svg.WIDTH, y + 12, "end strong", value);
      } else {
        bar(svg, y + BAR_TOP + BAR, row.against(), largest, "class=\"against\"", row.label());
        svg.text(Svg.WIDTH, y + 12, "end strong", value);
        svg.text(Svg.WIDTH, y + 28, "end", Numbers.signed(row.difference()));
      }
      y += ROW;
    }
    if (table.rows().isEmpty()) {
      svg.text(0, 12, "start", "none");
    }
    return svg.done();
  }

  private static void bar(
      Svg svg, double y, double value, double largest, String style, String label) {
    double length = largest == 0 ? 0 : value / largest * LONGEST;
    svg.box(new Box(0, y, length, BAR), style, label + ": " + Numbers.of(value));
  }
}
