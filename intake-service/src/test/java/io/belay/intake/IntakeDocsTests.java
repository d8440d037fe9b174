package io.belay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.intake.domain.EventType;
import io.belay.intake.domain.SecretCues;
import io.belay.intake.web.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IntakeDocsTests {
  private final String page;

  IntakeDocsTests() throws IOException {
    page = Files.readString(Path.of(System.getProperty("belay.root"), "docs/api-intake.md"));
  }

  @Test
  void everyReasonStandsInTheTableWithItsStatus() {
    for (var reason : Reason.values()) {
      assertThat(page).contains("| `%s` | %d |".formatted(reason.type(), reason.status()));
    }
  }

  @Test
  void everyTypeOfEventStandsInTheTable() {
    for (var type : EventType.values()) {
      assertThat(page).contains("`" + type + "`");
    }
  }

  @Test
  void everyCueWordIsPublished() {
    Stream.of(SecretCues.CODE, SecretCues.CVV, SecretCues.PIN, SecretCues.PASSWORD)
        .flatMap(List::stream)
        .forEach(cue -> assertThat(page).contains("`" + cue + "`"));
  }
}
