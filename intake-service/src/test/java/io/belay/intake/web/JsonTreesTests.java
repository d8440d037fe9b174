package io.belay.intake.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreesTests {
  private final JsonTrees json = new JsonTrees();

  @Test
  void anObjectIsATree() {
    var expected = new HashMap<String, @Nullable Object>();
    expected.put("a", 1);
    expected.put("b", new BigDecimal("1.50"));
    expected.put("c", null);
    assertThat(json.object("{\"a\":1,\"b\":1.50,\"c\":null}".getBytes(UTF_8))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "7",
        "\"x\"",
        "[]",
        "{",
        "{}{}",
        "{} x",
        "{\"a\":1,\"a\":2}",
        "{\"a\":NaN}",
        "{'a':1}",
        "{\"a\":\"\u0001\"}",
        "{\"a\":01}",
        "{\"a\":1e4000000069}",
        "{\"a\":1e-4000000069}",
        "\uFEFF{}",
        "{\"a\":11111111111111111111111111111111111111111}"
      })
  void whatIsNotOneStrictObjectIsUnreadable(String text) {
    assertUnreadable(text.getBytes(UTF_8));
  }

  @Test
  void depthIsBounded() {
    json.object(("{\"a\":" + "[".repeat(11) + "]".repeat(11) + "}").getBytes(UTF_8));
    assertUnreadable(("{\"a\":" + "[".repeat(12) + "]".repeat(12) + "}").getBytes(UTF_8));
    assertUnreadable("{\"a\":".repeat(100_000).getBytes(UTF_8));
  }

  @Test
  void otherEncodingsAreNotGuessed() {
    assertUnreadable("{\"a\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_16));
    assertUnreadable(new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'});
    assertUnreadable(
        new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'});
  }

  private void assertUnreadable(byte[] bytes) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> json.object(bytes))
        .satisfies(problem -> assertThat(problem.reason()).isEqualTo(Reason.UNREADABLE));
  }
}
