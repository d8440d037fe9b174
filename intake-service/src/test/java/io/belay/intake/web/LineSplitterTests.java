package io.belay.intake.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSplitterTests {

  private static List<String> split(String body, int pieceBytes) {
    var splitter = new LineSplitter(8);
    var lines = new ArrayList<LineSplitter.Line>();
    byte[] bytes = body.getBytes(UTF_8);
    for (int from = 0; from < bytes.length; from += pieceBytes) {
      int to = Math.min(bytes.length, from + pieceBytes);
      lines.addAll(splitter.feed(java.util.Arrays.copyOfRange(bytes, from, to)));
    }
    lines.addAll(splitter.end());
    return lines.stream()
        .map(
            l -> l.number() + ":" + (l.bytes() == null ? "too long" : new String(l.bytes(), UTF_8)))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100})
  void linesAreTheSameHoweverTheBodyIsCut(int pieceBytes) {
    assertThat(split("a\n\nbc\r\n  \n12345678\r\n123456789\n王\nlast", pieceBytes))
        .containsExactly("1:a", "3:bc", "5:12345678", "6:too long", "7:王", "8:last");
  }

  @Test
  void aLineBeyondTheLimitIsSkippedToItsEndAndNoFurther() {
    assertThat(split("x".repeat(1_000) + "\nok\n" + "y".repeat(1_000), 64))
        .containsExactly("1:too long", "2:ok", "3:too long");
  }

  @Test
  void anEmptyBodyHasNoLines() {
    assertThat(split("", 1)).isEmpty();
    assertThat(split("\n\r\n", 1)).isEmpty();
  }
}
