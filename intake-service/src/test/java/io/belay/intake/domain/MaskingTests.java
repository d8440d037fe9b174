package io.belay.intake.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTests {
  private final List<Secret> hidden = new ArrayList<>();
  private final Masking masking = new Masking(hidden::add);

  @ParameterizedTest
  @MethodSource("mustMask")
  void secretsOfTheCorpusAreHidden(String line) {
    int tab = line.indexOf('\t');
    String text = line.substring(0, tab);
    assertThat(masking.prose(text)).doesNotContain(line.substring(tab + 1));
    assertThat(hidden).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("mustNotMask")
  void otherLinesOfTheCorpusStayAsTheyAre(String text) {
    assertThat(masking.prose(text)).isEqualTo(text);
    assertThat(hidden).isEmpty();
  }

  @Test
  void whatIsNotSecretStaysInPlace() {
    assertThat(masking.prose("卡号 4111 1111 1111 1111，密码是abc123。谢谢"))
        .isEqualTo("卡号 [card 1111]，密码是[password]。谢谢");
    assertThat(hidden).containsExactly(Secret.CARD, Secret.PASSWORD);
  }

  @Test
  void theLastFourOfFullWidthDigitsAreShownPlain() {
    assertThat(masking.label("４１１１１１１１１１１１１１１１")).isEqualTo("[card 1111]");
  }

  @Test
  void labelsLoseCardNumbersOnly() {
    assertThat(masking.label("REF-4111111111111111")).isEqualTo("REF-[card 1111]");
    assertThat(masking.label("pin 4821")).isEqualTo("pin 4821");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111 1111 1111\n1111",
        "4111 1111\r\n1111 1111",
        "4111/1111/1111/1111",
        "4111, 1111, 1111, 1111",
        "41111111\n11111111"
      })
  void aCardNumberBrokenByALineASlashOrACommaIsHidden(String number) {
    assertThat(masking.prose("my card is " + number + " please"))
        .isEqualTo("my card is [card 1111] please");
  }

  /** Their digits together would be a card number with a right check digit. */
  @ParameterizedTest
  @ValueSource(
      strings = {"31/12/2026, 07/01/2029", "4,111,111,111,111,111", "4111\n11\n11\n11\n11\n11\n11"})
  void shortNumbersInARowAreNone(String numbers) {
    assertThat(masking.prose(numbers)).isEqualTo(numbers);
  }

  @Test
  void whatWasMaskedIsMaskedToItself() {
    for (String line : mustMask().toList()) {
      String once = masking.prose(line.substring(0, line.indexOf('\t')));
      assertThat(masking.prose(once)).isEqualTo(once);
    }
  }

  @Test
  void everyCueWordHidesANumberAfterIt() {
    for (String cue : SecretCues.CODE) {
      assertThat(masking.prose(cue + " 482913")).as(cue).doesNotContain("482913");
    }
    for (String cue : SecretCues.CVV) {
      assertThat(masking.prose(cue + ": 737")).as(cue).doesNotContain("737");
    }
    for (String cue : SecretCues.PIN) {
      assertThat(masking.prose(cue + " 4821")).as(cue).doesNotContain("4821");
    }
    for (String cue : SecretCues.PASSWORD) {
      assertThat(masking.prose(cue + ": s3cr3t")).as(cue).doesNotContain("s3cr3t");
    }
  }

  /** The quick look before the rules must not be blind to what they see. */
  @Test
  void aCueWordIsFoundHoweverItsBlanksAndLettersAreWritten() {
    for (String blank : new String[] {"", " ", "-", "_", "\u3000"}) {
      for (String cue : SecretCues.CODE) {
        String written = cue.replace(" ", blank).toUpperCase(Locale.ROOT);
        assertThat(masking.prose("My " + written + ": 482913")).as(written).doesNotContain("4829");
      }
      for (String cue : SecretCues.PASSWORD) {
        String written = cue.replace(" ", blank).toUpperCase(Locale.ROOT);
        assertThat(masking.prose("My " + written + ": s3cr3t")).as(written).doesNotContain("s3c");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\ud800", "\udc00密码", "[card", "密码", "cvv", "4", "𝟒𝟏𝟏𝟏", "\u0000\uffff"})
  void oddTextsAreTakenAsTheyAre(String text) {
    assertThatCode(() -> masking.prose(text)).doesNotThrowAnyException();
  }

  @Test
  void digitsOutsideTheBasicPlaneAreDigitsToo() {
    String digits = "𝟒" + "𝟏".repeat(15);
    assertThat(masking.prose("card " + digits)).isEqualTo("card [card 1111]");
  }

  @Test
  void hostileTextsTakeNoLongTime() {
    for (String part :
        new String[] {"1 ", "密码是", "cvv ", "pin is ", "4-", "otp,", "a1is", "密码:", "1234 is "}) {
      String text = part.repeat(4_000 / part.length());
      org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(2), () -> masking.prose(text), part);
    }
  }

  static Stream<String> mustMask() {
    return lines("/masking/must-mask.txt");
  }

  static Stream<String> mustNotMask() {
    return lines("/masking/must-not-mask.txt");
  }

  private static Stream<String> lines(String resource) {
    try (var in = Objects.requireNonNull(MaskingTests.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), UTF_8).lines().filter(l -> !l.startsWith("#"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
