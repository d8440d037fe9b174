package io.belay.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackRefTest {
  @TempDir Path dir;

  @Test
  void theVersionIsTheTextThatStandsThere() throws Exception {
    var file = Files.writeString(dir.resolve("wallet.yaml"), "pack: wallet\nversion: 2026.10\n");
    assertThat(PackRef.of(file)).isEqualTo("wallet@2026.10");
  }

  @Test
  void everyPackOfTheProjectNamesItself() {
    var demo = Path.of(System.getProperty("belay.root"), "deploy", "policies", "demo.yaml");
    assertThat(PackRef.of(demo)).startsWith("demo@").hasSizeGreaterThan("demo@".length());
  }

  @Test
  void whatCannotBeReadIsSaidInOneLine() {
    assertThatThrownBy(() -> PackRef.of(dir.resolve("none.yaml"))).isInstanceOf(CannotRun.class);
  }
}
