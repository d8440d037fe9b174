package io.belay.escalation.simulate.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.belay.escalation.simulate.log.LogLine.Malformed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.springframework.web.util.HtmlUtils;

/** A report as one page that needs nothing from anywhere else. */
public final class HtmlReport {
  private final Report report;
  private final Tables tables;
  private final StringBuilder body = new StringBuilder();

  private HtmlReport(Report report) {
    this.report = report;
    this.tables = new Tables(report);
  }

  public static String of(Report report) {
    var html = new HtmlReport(report);
    html.head();
    html.tiles();
    html.breaches();
    html.loads();
    html.others();
    html.malformed();
    return page()
        .replace("{{title}}", HtmlUtils.htmlEscape(report.packs()))
        .replace("{{body}}", html.body);
  }

  private void head() {
    var log = report.log();
    element("h1", "Dry run of " + report.packs());
    element(
        "p",
        log.file()
            + ": "
            + Numbers.of(log.events())
            + " events from "
            + log.firstAt()
            + " to "
            + log.lastAt()
            + ", "
            + log.order()
            + "; local times of "
            + log.zone());
    if (report.against() != null) {
      body.append("<p><span class=\"key policy\"></span>");
      body.append(HtmlUtils.htmlEscape(report.policy().pack()));
      body.append(" <span class=\"key against\"></span>");
      body.append(HtmlUtils.htmlEscape(report.against().pack()));
      body.append("</p>");
    }
  }

  private void tiles() {
    body.append("<div class=\"tiles\">");
    for (var row : tables.inBrief().rows()) {
      body.append("<div class=\"tile\"><b>").append(Numbers.of(row.value())).append("</b>");
      if (row.difference() != 0) {
        body.append("<i>").append(Numbers.signed(row.difference())).append("</i>");
      }
      element("span", row.label());
      body.append("</div>");
    }
    body.append("</div>");
  }

  private void breaches() {
    section("Broken promises");
    card("By clock", BarChart.of(tables.breachesByClock()));
    for (String clock : tables.clocksBreached()) {
      card(clock + ", by week", ColumnChart.of(tables.breachesByWeek(clock)));
    }
    body.append("</div>");
  }

  private void loads() {
    section("Cases in work by tier and hour of the week");
    for (var load : TierLoads.of(report)) {
      card(
          load.tier()
              + ": "
              + Numbers.of(load.policy().mean())
              + " on average, most on "
              + load.policy().peakHour()
              + ": "
              + Numbers.of(load.policy().peak()),
          HeatMap.of("Cases in work at " + load.tier(), load.policy()));
      var against = load.against();
      if (against != null) {
        var difference = load.policy().minus(against);
        card(
            load.tier()
                + ", difference: "
                + Numbers.signed(difference.mean())
                + " on average; blue is more, green is less",
            HeatMap.of("Difference of cases in work at " + load.tier(), difference));
      }
    }
    body.append("</div>");
  }

  private void others() {
    section("Time at each tier");
    chart(tables.hoursEachByTier());
    chart(tables.workHoursByTier());
    chart(tables.waitHoursByTier());
    chart(tables.arrivalsByTier());
    body.append("</div>");
    section("What customers hear");
    card("Customers by number of messages", ColumnChart.of(tables.customersByMessages()));
    chart(tables.messagesByType());
    body.append("</div>");
    section("Promotions and refusals");
    chart(tables.promotions());
    chart(tables.promotionsByClock());
    chart(tables.rejections());
    body.append("</div>");
  }

  private void malformed() {
    if (report.log().malformed() == 0) {
      return;
    }
    element("h2", Numbers.of(report.log().malformed()) + " malformed lines left out");
    body.append("<ul>");
    for (Malformed malformed : report.log().malformedLines()) {
      element("li", "line " + malformed.number() + ": " + malformed.why());
    }
    body.append("</ul>");
  }

  private void chart(Table table) {
    card(table.title(), BarChart.of(table));
  }

  private void card(String title, String svg) {
    body.append("<figure>");
    element("figcaption", title);
    body.append(svg).append("</figure>\n");
  }

  private void section(String title) {
    element("h2", title);
    body.append("<div class=\"cards\">");
  }

  private void element(String tag, String text) {
    body.append('<').append(tag).append('>').append(HtmlUtils.htmlEscape(text));
    body.append("</").append(tag).append(">\n");
  }

  private static String page() {
    try (var page = HtmlReport.class.getResourceAsStream("page.html")) {
      return new String(Objects.requireNonNull(page).readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
