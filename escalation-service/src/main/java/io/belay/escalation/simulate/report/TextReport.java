package io.belay.escalation.simulate.report;

import io.belay.escalation.simulate.log.LogLine.Malformed;
import java.util.stream.Collectors;

/** A report for the console. */
public final class TextReport {
  private static final String BLOCKS = " ▁▂▃▄▅▆▇█";
  private static final int MALFORMED_SHOWN = 10;

  private final Report report;
  private final Tables tables;
  private final StringBuilder text = new StringBuilder();

  private TextReport(Report report) {
    this.report = report;
    this.tables = new Tables(report);
  }

  public static String of(Report report) {
    var text = new TextReport(report);
    text.head();
    text.table(text.tables.inBrief());
    text.table(text.tables.breachesByClock());
    text.loads();
    text.table(text.tables.arrivalsByTier());
    text.table(text.tables.workHoursByTier());
    text.table(text.tables.hoursEachByTier());
    text.table(text.tables.waitHoursByTier());
    text.table(text.tables.messagesByType());
    text.table(text.tables.customersByMessages());
    text.table(text.tables.promotions());
    text.table(text.tables.promotionsByClock());
    text.table(text.tables.rejections());
    text.breachesByWeek();
    return text.text.toString();
  }

  private void head() {
    var log = report.log();
    line("Dry run of %s".formatted(report.packs()));
    line(
        "%s: %s events from %s to %s, %s; local times of %s"
            .formatted(
                log.file(),
                Numbers.of(log.events()),
                log.firstAt(),
                log.lastAt(),
                log.order(),
                log.zone()));
    if (log.malformed() > 0) {
      line("%s malformed lines left out:".formatted(Numbers.of(log.malformed())));
      for (Malformed malformed : log.malformedLines().stream().limit(MALFORMED_SHOWN).toList()) {
        line("  line %s: %s".formatted(malformed.number(), malformed.why()));
      }
      if (log.malformed() > MALFORMED_SHOWN) {
        line("  … the others stand in report.json");
      }
    }
  }

  private void table(Table table) {
    line("");
    if (report.against() == null) {
      line("%-36s".formatted(table.title()));
    } else {
      line("%-36s %14s %14s %14s".formatted(table.title(), "policy", "against", "difference"));
    }
    for (var row : table.rows()) {
      if (row.against() == null) {
        line("  %-34s %14s".formatted(row.label(), Numbers.of(row.value())));
      } else {
        line(
            "  %-34s %14s %14s %14s"
                .formatted(
                    row.label(),
                    Numbers.of(row.value()),
                    Numbers.of(row.against()),
                    Numbers.signed(row.difference())));
      }
    }
    if (table.rows().isEmpty()) {
      line("  none");
    }
  }

  private void breachesByWeek() {
    if (tables.clocksBreached().isEmpty()) {
      return;
    }
    line("");
    line("Breaches by week");
    var columns = tables.clocksBreached().stream().map(tables::breachesByWeek).toList();
    line(
        "  %-10s%s"
            .formatted(
                "", columns.stream().map(c -> cell(c.title())).collect(Collectors.joining())));
    int index = 0;
    for (String week : tables.weeks()) {
      int row = index++;
      line(
          "  %-10s%s"
              .formatted(
                  week,
                  columns.stream()
                      .map(column -> cell(withDifference(column.rows().get(row))))
                      .collect(Collectors.joining())));
    }
  }

  private static String cell(String text) {
    return "%20s".formatted(text);
  }

  private static String withDifference(Table.Row row) {
    String value = Numbers.of(row.value());
    return row.against() == null || row.difference() == 0
        ? value
        : value + " (" + Numbers.signed(row.difference()) + ")";
  }

  private void loads() {
    line("");
    line("Cases in work by tier and hour of the week, 0:00 to 23:00");
    for (var load : TierLoads.of(report)) {
      var hours = load.policy();
      line(
          "  %s: %s on average, most on %s: %s"
              .formatted(
                  load.tier(),
                  Numbers.of(hours.mean()),
                  hours.peakHour(),
                  Numbers.of(hours.peak())));
      var against = load.against();
      if (against != null) {
        line(
            "  against: %s on average, most on %s: %s; difference %s, in the peak hour %s"
                .formatted(
                    Numbers.of(against.mean()),
                    against.peakHour(),
                    Numbers.of(against.peak()),
                    Numbers.signed(hours.mean() - against.mean()),
                    Numbers.signed(hours.peak() - against.peak())));
      }
      for (int day = 0; day < WeekHours.DAYS.size(); day++) {
        line("    %s %s".formatted(WeekHours.DAYS.get(day), blocks(hours, day)));
      }
    }
  }

  private static String blocks(WeekHours hours, int day) {
    var blocks = new StringBuilder();
    for (int hour = 0; hour < WeekHours.HOURS_A_DAY; hour++) {
      double share = hours.peak() == 0 ? 0 : hours.at(day, hour) / hours.peak();
      blocks.append(BLOCKS.charAt((int) Math.ceil(share * (BLOCKS.length() - 1))));
    }
    return blocks.toString();
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }
}
