package io.belay.intake.domain;

/**
 * A text as the rules read it: full-width forms, digits of other scripts and unusual blanks become
 * plain ones, capitals small. Every position is the same as in the original, so what is found here
 * is hidden there.
 */
final class FoldedText {
  /** Stands where a character has no plain form of its own; counts as a blank. */
  private static final char FILLER = '\u2060';

  private FoldedText() {}

  static String of(String text) {
    char[] folded = new char[text.length()];
    for (int i = 0; i < folded.length; ) {
      int codePoint = text.codePointAt(i);
      int width = Character.charCount(codePoint);
      folded[i] = fold(codePoint);
      if (width == 2) {
        folded[i + 1] = FILLER;
      }
      i += width;
    }
    return new String(folded);
  }

  private static char fold(int codePoint) {
    int digit = Character.digit(codePoint, 10);
    if (digit >= 0) {
      return (char) ('0' + digit);
    }
    if (codePoint >= 0xFF01 && codePoint <= 0xFF5E) {
      return (char) Character.toLowerCase(codePoint - 0xFEE0);
    }
    if (Character.getType(codePoint) == Character.FORMAT) {
      return FILLER;
    }
    if (Character.isSpaceChar(codePoint) || codePoint == '\t') {
      return ' ';
    }
    if (Character.getType(codePoint) == Character.DASH_PUNCTUATION || codePoint == '\u2212') {
      return '-';
    }
    return codePoint > 0xFFFF ? FILLER : (char) Character.toLowerCase(codePoint);
  }
}
