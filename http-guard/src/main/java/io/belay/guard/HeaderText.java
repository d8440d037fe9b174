package io.belay.guard;

import org.jspecify.annotations.Nullable;

/**
 * Which headers a request may have: assigned characters, no control character but a tab in a value.
 * The same as Spring Security's firewall has as regular expressions, which it asks each time a
 * header is read.
 */
final class HeaderText {
  private static final char FIRST_PRINTABLE = ' ';
  private static final char LAST_PRINTABLE = '~';

  private HeaderText() {}

  static boolean isName(@Nullable String name) {
    return name == null
        || isPrintableAscii(name)
        || name.codePoints().allMatch(HeaderText::isTaken);
  }

  static boolean isValue(@Nullable String value) {
    return value == null
        || isPrintableAscii(value)
        || value.codePoints().allMatch(c -> c == '\t' || isTaken(c));
  }

  /** Nearly every header, and the longest of all, the token. */
  private static boolean isPrintableAscii(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < FIRST_PRINTABLE || c > LAST_PRINTABLE) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTaken(int codePoint) {
    return Character.isDefined(codePoint) && !Character.isISOControl(codePoint);
  }
}
