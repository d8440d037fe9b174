package io.belay.escalation.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.queue.QueueCounts;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The page of the API names every field, every error and every setting. */
class ApiDocsTest {
  private static final Path ROOT = Path.of(System.getProperty("belay.root"));

  private final String page;

  ApiDocsTest() throws IOException {
    page = Files.readString(ROOT.resolve("docs/api-escalation.md"));
  }

  @Test
  void everyFieldOfAnAnswerStandsThere() {
    assertThat(
            Stream.of(
                    CaseView.class,
                    CaseView.LinksView.class,
                    CaseView.LinkView.class,
                    CaseView.MembershipView.class,
                    CaseView.HeldView.class,
                    CaseView.HandlerView.class,
                    CaseView.ClockView.class,
                    StepView.class,
                    TierView.class,
                    TierView.ShareView.class,
                    LedgerView.class,
                    LedgerView.LineView.class,
                    IncidentView.class,
                    IncidentView.RoundView.class,
                    QueueCounts.Line.class,
                    PolicyController.PoliciesView.class,
                    PolicyController.PackView.class,
                    PolicyController.RuleView.class)
                .flatMap(view -> Stream.of(view.getRecordComponents()))
                .map(RecordComponent::getName)
                .distinct())
        .allSatisfy(field -> assertThat(page).contains("`" + field + "`"));
  }

  @Test
  void everyProblemStandsThereWithItsStatus() {
    for (var problem : Problem.values()) {
      var answer = problem.because("").getBody();
      assertThat(page).contains("| `%s` | %d |".formatted(answer.getType(), answer.getStatus()));
    }
  }

  @Test
  void everySettingStandsThere() throws IOException {
    Map<String, Map<String, Object>> settings =
        new Yaml()
            .load(
                Files.readString(
                    ROOT.resolve("escalation-service/src/main/resources/application.yaml")));
    assertThat(keys("belay", settings.getOrDefault("belay", Map.of())))
        .isNotEmpty()
        .allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
  }

  private static List<String> keys(String path, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return List.of(path);
    }
    var keys = new ArrayList<String>();
    map.forEach((key, below) -> keys.addAll(keys(path + "." + key, below)));
    return keys;
  }
}
