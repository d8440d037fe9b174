package io.belay.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void chineseCharactersTakeTwoColumns() {
    assertThat(Console.fitted("王芳", 6)).isEqualTo("王芳  ");
    assertThat(Console.fitted("王芳的账户", 6)).isEqualTo("王芳… ");
    assertThat(Console.fitted("Oliver", 6)).isEqualTo("Oliver");
    assertThat(Console.fitted("Oliver H", 6)).isEqualTo("Olive…");
  }

  @Test
  void coloursAndPassingLinesOnlyWhereSomebodyLooks() {
    console(false).passing("half done");
    console(false).line(console(false).toned(Console.Tone.BAD, "done"));
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("done" + System.lineSeparator());
    assertThat(console(true).toned(Console.Tone.BAD, "x")).contains("\u001b[31m");
  }

  private Console console(boolean terminal) {
    return new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
  }
}
