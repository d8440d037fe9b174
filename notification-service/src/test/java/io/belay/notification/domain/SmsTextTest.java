package io.belay.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.domain.SmsText.Encoding;
import org.junit.jupiter.api.Test;

class SmsTextTest {

  @Test
  void aGsmTextOf160SeptetsTravelsAlone() {
    assertThat(SmsText.of("a".repeat(160)).parts()).hasSize(1);
    assertThat(SmsText.of("a".repeat(161)).parts())
        .extracting(String::length)
        .containsExactly(153, 8);
  }

  @Test
  void aChineseTextOf70UnitsTravelsAlone() {
    assertThat(SmsText.of("中".repeat(70)).parts()).hasSize(1);
    assertThat(SmsText.of("中".repeat(71)).parts())
        .extracting(String::length)
        .containsExactly(67, 4);
  }

  @Test
  void aCharacterOfTheExtensionTableCostsTwo() {
    var text = SmsText.of("€".repeat(80));
    assertThat(text.encoding()).isEqualTo(Encoding.GSM_7);
    assertThat(text.units()).isEqualTo(160);
    assertThat(text.parts()).hasSize(1);
    assertThat(SmsText.of("€".repeat(81)).parts())
        .extracting(String::length)
        .containsExactly(76, 5);
  }

  @Test
  void noPartEndsWithinAnEscapeOrAPair() {
    for (int before = 140; before <= 160; before++) {
      for (var part : SmsText.of("a".repeat(before) + "^".repeat(60)).parts()) {
        assertThat(Gsm7.septets(part)).isLessThanOrEqualTo(153);
      }
    }
    for (int before = 60; before <= 70; before++) {
      var text = "中".repeat(before) + "😀".repeat(30);
      var parts = SmsText.of(text).parts();
      assertThat(String.join("", parts)).isEqualTo(text);
      for (var part : parts) {
        assertThat(part.length()).isLessThanOrEqualTo(67);
        assertThat(Character.isLowSurrogate(part.charAt(0))).isFalse();
        assertThat(Character.isHighSurrogate(part.charAt(part.length() - 1))).isFalse();
      }
    }
  }

  @Test
  void oneCharacterOutsideTheAlphabetTurnsTheWholeTextIntoUcs2() {
    for (var outside : new String[] {"`", "ç", "\u2019", "\u00A0", "\u202F", "中", "😀"}) {
      assertThat(SmsText.of("hello " + outside).encoding()).as(outside).isEqualTo(Encoding.UCS_2);
    }
    assertThat(SmsText.of("@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ^{}\\[~]|€").encoding())
        .isEqualTo(Encoding.GSM_7);
  }

  @Test
  void charactersHaveTheCodesOfTheStandard() {
    assertThat(Gsm7.encode("@£$_ \nAaZz"))
        .containsExactly(0, 1, 2, 0x11, 0x20, 0x0A, 0x41, 0x61, 0x5A, 0x7A);
    assertThat(Gsm7.encode("€[]{}\\~|^\f"))
        .containsExactly(
            0x1B, 0x65, 0x1B, 0x3C, 0x1B, 0x3E, 0x1B, 0x28, 0x1B, 0x29, 0x1B, 0x2F, 0x1B, 0x3D,
            0x1B, 0x40, 0x1B, 0x14, 0x1B, 0x0A);
    assertThat(Gsm7.encode("ÄÖÑÜ§¿äöñüà"))
        .containsExactly(0x5B, 0x5C, 0x5D, 0x5E, 0x5F, 0x60, 0x7B, 0x7C, 0x7D, 0x7E, 0x7F);
  }
}
