package io.belay.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PackCategoriesTest {
  private static final Path PACK =
      Path.of(System.getProperty("belay.root"), "deploy", "policies", "replay.yaml");

  @Test
  void theReplayPackKnowsPlainNamesAndItsOwnAndNoCodes() throws IOException {
    var categories = PackCategories.of(Files.readString(PACK));

    assertThat(categories.imports())
        .containsEntry("fraud", "unauthorised-transaction")
        .containsEntry("dispute", "dispute")
        .doesNotContainKey("PROD582");
    assertThat(categories.fallback()).isEqualTo("other");
  }

  @Test
  void compressedItIsThePackOfTheSameCategoriesAndItsLawKeepsItsDays() throws IOException {
    var pack = Files.readString(PACK);
    var compressed = CompressedPack.of(pack, 1_000).yaml();

    assertThat(PackCategories.of(compressed)).isEqualTo(PackCategories.of(pack));
    assertThat(compressed).contains("term: 15 business days");
  }
}
