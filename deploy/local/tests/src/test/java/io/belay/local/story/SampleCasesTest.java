package io.belay.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class SampleCasesTest {
  @Test
  void customersCannotBeReal() {
    for (var scene : Scene.samples()) {
      assertThat(scene.phone())
          .as("kept for fiction, or of a range that is not assigned")
          .matches("\\+44 ?7700900\\d{3}|\\+120255501\\d{2}|\\+86120\\d{8}");
      assertThat(scene.email()).endsWith("@example.com");
    }
  }

  @Test
  void categoriesAndOutcomesStandInTheDemoPack() throws IOException {
    var pack =
        Files.readString(Path.of(System.getProperty("belay.root"), "deploy/policies/demo.yaml"));
    for (var scene : Scene.samples()) {
      assertThat(pack).contains("\n    " + scene.open().get("category") + ":");
      for (var report : scene.then()) {
        if (report.event().get("outcome") instanceof String outcome) {
          assertThat(pack).contains("\n  " + outcome + ":");
        }
      }
    }
  }

  @Test
  void everySceneHasANameReportsInOrderAndSomethingToExpect() {
    var names = new HashSet<String>();
    for (var scene : Scene.samples()) {
      assertThat(names.add(scene.name())).isTrue();
      assertThat(scene.then()).isNotEmpty();
      assertThat(scene.then())
          .isSortedAccordingTo((a, b) -> Double.compare(a.afterSeconds(), b.afterSeconds()));
      assertThat(scene.expect()).isNotEmpty();
    }
  }

  @Test
  void whatIsMissingIsNamed() {
    var scene = Scene.samples().getFirst();
    assertThat(new SceneLog(scene).complaints())
        .anyMatch(complaint -> complaint.contains("not acknowledged"))
        .anyMatch(complaint -> complaint.contains("expected CaseAccepted with"))
        .anyMatch(complaint -> complaint.contains("message 'acknowledgement' by SMS"));
  }
}
