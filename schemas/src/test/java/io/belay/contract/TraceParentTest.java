package io.belay.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  @Test
  void aHeaderIsReadAndWrittenAsItWas() {
    for (var sampled : new String[] {"01", "00"}) {
      var header = "00-" + TRACE + "-" + SPAN + "-" + sampled;
      var parent = TraceParent.parse(header).orElseThrow();
      assertThat(parent).isEqualTo(new TraceParent(TRACE, SPAN, sampled.equals("01")));
      assertThat(parent.header()).isEqualTo(header);
      assertThat(TraceParent.parse(parent.headerBytes())).contains(parent);
      var stored = new byte[3 + TraceParent.BYTES];
      System.arraycopy(parent.toBytes(), 0, stored, 3, TraceParent.BYTES);
      assertThat(TraceParent.fromBytes(stored, 3)).isEqualTo(parent);
    }
  }

  @Test
  void aLaterVersionIsReadAsFarAsItIsKnown() {
    assertThat(TraceParent.parse("cc-" + TRACE + "-" + SPAN + "-03-what-else"))
        .contains(new TraceParent(TRACE, SPAN, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0085", "\u2028", "\u2029"})
  void aLaterVersionHasNoEndOfALineInIt(String lineEnd) {
    assertThat(TraceParent.parse("cc-" + TRACE + "-" + SPAN + "-03-what" + lineEnd + "else"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-" + TRACE + "-" + SPAN,
        "ff-" + TRACE + "-" + SPAN + "-01",
        "00-00000000000000000000000000000000-" + SPAN + "-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
        "00-" + TRACE + "-" + SPAN + "-01\nX: y",
        "01-" + TRACE + "-" + SPAN + "-01-more\nX: y",
        "01-" + TRACE + "-" + SPAN + "-01more",
        "00-" + TRACE + "+" + SPAN + "-01",
        "00-" + TRACE + "-" + SPAN + "-0g"
      })
  void whatHasAnotherFormIsNoTrace(String header) {
    assertThat(TraceParent.parse(header)).isEmpty();
    assertThat(TraceParent.parse(header.getBytes(US_ASCII))).isEmpty();
  }
}
