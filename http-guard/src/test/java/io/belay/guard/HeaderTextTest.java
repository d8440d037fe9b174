package io.belay.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeaderTextTest {
  /** As Spring Security's firewall has them. */
  private static final Pattern NAME = Pattern.compile("[\\p{IsAssigned}&&[^\\p{IsControl}]]*");

  private static final Pattern VALUE =
      Pattern.compile("[\\p{IsAssigned}&&[[^\\p{IsControl}]||\\t]]*");

  @Test
  void everyCharacterIsTakenWhereTheFirewallsOwnExpressionsTakeIt() {
    assertThat(texts().filter(text -> HeaderText.isName(text) != NAME.matcher(text).matches()))
        .isEmpty();
    assertThat(texts().filter(text -> HeaderText.isValue(text) != VALUE.matcher(text).matches()))
        .isEmpty();
  }

  @Test
  void aTabIsTakenInAValueOnly() {
    assertThat(HeaderText.isValue("a\tb")).isTrue();
    assertThat(HeaderText.isName("a\tb")).isFalse();
  }

  @Test
  void whatIsNotThereIsTaken() {
    assertThat(HeaderText.isName(null)).isTrue();
    assertThat(HeaderText.isValue(null)).isTrue();
  }

  /** One of each character. */
  private static Stream<String> texts() {
    return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
        .mapToObj(codePoint -> "a" + Character.toString(codePoint) + "b");
  }
}
