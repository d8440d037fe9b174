package io.belay.escalation.simulate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.simulate.Samples;
import io.belay.escalation.simulate.log.LogLine.Malformed;
import io.belay.escalation.simulate.report.Report.Run;
import io.belay.escalation.simulate.report.Report.Source;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
  private static final Pattern OUTSIDE = Pattern.compile("https?:|src=|href=|@import|url\\(");

  @Test
  void jsonHasTheDifferenceOfEveryFigure() throws IOException {
    JsonNode json = JsonMapper.builder().build().readTree(JsonReport.of(strictAgainstSmall()));

    JsonNode difference = json.path("difference");
    assertThat(difference.at("/breachesByWeek/first-response/2026-W10").asInt()).isEqualTo(2);
    assertThat(difference.at("/promotions/clock-breached").asInt()).isEqualTo(2);
    assertThat(difference.at("/messages/byType/promotion").asInt()).isEqualTo(2);
    assertThat(difference.at("/messages/perCustomer").asDouble()).isEqualTo(0.5);
    // on Monday from 9:20 to 10:00 the first case lies one tier higher
    assertThat(difference.at("/tierLoad/front-line/inWork/9").asDouble()).isEqualTo(-0.667);
    assertThat(difference.at("/tierTime/senior/arrivals").asInt()).isEqualTo(2);
    assertThat(difference.at("/rejections/case-closed").asInt()).isZero();
    assertThat(difference.propertyNames())
        .containsExactlyElementsOf(json.at("/policy/figures").propertyNames());
    assertThat(json.at("/log/malformedLines/0/number").asInt()).isEqualTo(7);
  }

  @Test
  void theConsoleShowsPolicyAgainstAndDifference() throws IOException {
    var lines = TextReport.of(strictAgainstSmall()).lines().toList();

    assertThat(lines)
        .contains(
            "Dry run of small@2 against small@1",
            "2 malformed lines left out:",
            "  line 13: Expected <3 values>",
            "  breaches                                        6              4             +2")
        .anyMatch(line -> line.contains("2026-W10") && line.contains("4 (+2)"));
  }

  @Test
  void thePageNeedsNothingFromElsewhere() throws IOException {
    var page = HtmlReport.of(strictAgainstSmall());

    assertThat(OUTSIDE.matcher(page).results()).isEmpty();
    assertThat(page).contains("<svg", "name=\"viewport\"").doesNotContain("{{", "<script");
  }

  @Test
  void whatComesFromTheLogCannotChangeThePage() throws IOException {
    assertThat(HtmlReport.of(strictAgainstSmall()))
        .contains("Expected &lt;3 values&gt;")
        .doesNotContain("<3 values>");
  }

  @Test
  void theSameInputGivesTheSameReport() throws IOException {
    var once = strictAgainstSmall();
    var again = strictAgainstSmall();

    assertThat(JsonReport.of(again)).isEqualTo(JsonReport.of(once));
    assertThat(TextReport.of(again)).isEqualTo(TextReport.of(once));
    assertThat(HtmlReport.of(again)).isEqualTo(HtmlReport.of(once));
  }

  @Test
  void withoutASecondPackThereIsNoDifference() throws IOException {
    var both = strictAgainstSmall();
    var alone = new Report(both.log(), both.policy(), null);

    assertThat(JsonReport.of(alone)).doesNotContain("\"difference\"", "\"against\"");
    assertThat(TextReport.of(alone)).doesNotContain("difference");
    assertThat(HtmlReport.of(alone)).doesNotContain("difference", "class=\"against\"");
  }

  private static Report strictAgainstSmall() throws IOException {
    var log = Samples.log("four-cases.csv");
    var survey = Samples.survey(log);
    var figures = Samples.figures(log, 2, Samples.strict(), Samples.small());
    var malformed =
        List.of(new Malformed(7, "Expected a time"), new Malformed(13, "Expected <3 values>"));
    return new Report(
        new Source(
            "four-cases.csv",
            log.zone().getId(),
            "case by case",
            survey.firstAt(),
            survey.lastAt(),
            survey.events(),
            survey.malformed(),
            malformed),
        new Run("small@2", figures.getFirst()),
        new Run("small@1", figures.getLast()));
  }
}
