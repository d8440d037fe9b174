package io.belay.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  @Test
  void withoutFlagsSamplesRunOnTheDemoPackAtTheUsualPorts() {
    var options = Options.parse();
    assertThat(options.task()).isEqualTo(Options.Task.SAMPLES);
    assertThat(options.pack()).isEqualTo("demo");
    assertThat(options.data()).isNull();
    for (var port : Port.values()) {
      assertThat(options.port(port)).isEqualTo(port.usual());
    }
  }

  @Test
  void platformAloneRunsOnTheWalletPack() {
    assertThat(Options.parse("--no-samples").pack()).isEqualTo("wallet");
  }

  @Test
  void replayTakesItsFlags() {
    var options =
        Options.parse(
            "--replay", "log.csv.gz", "--speed", "250", "--cases", "40", "--zone", "Asia/Tokyo");
    assertThat(options.task()).isEqualTo(Options.Task.REPLAY);
    assertThat(options.replayFile()).isEqualTo(Path.of("log.csv.gz"));
    assertThat(options.speed()).isEqualTo(250);
    assertThat(options.cases()).isEqualTo(40);
    assertThat(options.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    assertThat(options.pack()).isEqualTo("replay");
  }

  @Test
  void aLogIsMeantInTheZoneOfTheDryRunUnlessSaidOtherwise() {
    assertThat(Options.parse("--replay", "log.csv").zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
  }

  @Test
  void everyPortCanBeMoved() {
    for (var port : Port.values()) {
      assertThat(Options.parse(port.flag(), "12345").port(port)).isEqualTo(12345);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--onse, unknown flag '--onse'",
    "--intake-port, --intake-port needs a value",
    "--intake-port abc, 'abc'",
    "--intake-port 70000, '70000'",
    "--speed 10, only goes with --replay",
    "--once --no-samples, only one",
    "--replay log.csv --zone Mars/Base, 'Mars/Base'",
    "--replay log.csv --speed 0, '0'"
  })
  void whatItDoesNotUnderstandIsSaidInOneLine(String commandLine, String said) {
    assertThatThrownBy(() -> Options.parse(commandLine.split(" ")))
        .isInstanceOf(CannotRun.class)
        .hasMessageContaining(said)
        .message()
        .doesNotContain("\n");
  }
}
