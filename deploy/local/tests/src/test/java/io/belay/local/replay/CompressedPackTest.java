package io.belay.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompressedPackTest {
  private static final String PACK =
      """
      # 8h stays 8h in a comment
      pack: replay
      version: "1"
      clocks:
        first-response:
          target: {P1: 1h, P2: 4h}
          warnAt: [75%]
        next-update:
          target: 90m
      waiting:
        longest: {CUSTOMER: 36h}
      keepSettledFor: 43800h
      """;

  @Test
  void everyDurationIsDividedUnderAVersionOfItsOwn() {
    var pack = CompressedPack.of(PACK, 3600);
    assertThat(pack.yaml())
        .contains("# 8h stays 8h in a comment")
        .contains("version: \"1-x3600\"")
        .contains("target: {P1: 1000ms, P2: 4000ms}")
        .contains("warnAt: [75%]")
        .contains("target: 1500ms")
        .contains("{CUSTOMER: 36000ms}")
        .contains("keepSettledFor: 43800h");
    assertThat(pack.tooShort()).isEmpty();
  }

  @Test
  void whatIsShorterThanASecondIsReported() {
    var pack = CompressedPack.of(PACK, 100_000);
    assertThat(pack.tooShort())
        .containsExactly(
            "first-response 1h → 36 ms", "first-response 4h → 144 ms", "next-update 90m → 54 ms");
  }
}
