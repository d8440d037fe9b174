package io.belay.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;

/**
 * What makes a path mean one thing to who checks it and another to who serves it, or another to who
 * sent it. An id may have any character in it: percent-encoded, it stays one segment.
 */
enum PathFault {
  DOTS("Expected no '.' or '..' alone between slashes, encoded or not"),
  EMPTY_SEGMENT("Expected no two slashes side by side, unless they are encoded as %2F"),
  NOT_ENCODED(
      "Expected all but the letters, digits and signs that a path may have to be percent-encoded"
          + " in UTF-8: a semicolon as %3B, a backslash as %5C, a percent sign as %25"),
  CONTROL("Expected no NUL and no line break, encoded or not");

  private static final int HEX = 16;

  /** NUL, line breaks, and the octets of U+2028 and U+2029. */
  private static final List<String> BREAKS =
      List.of("\0", "\n", "\r", "\u00e2\u0080\u00a8", "\u00e2\u0080\u00a9");

  private final String sentence;

  PathFault(String sentence) {
    this.sentence = sentence;
  }

  /** What is expected instead, for who sent it. */
  String sentence() {
    return sentence;
  }

  /**
   * The first fault of a path as it was sent. Dots count also when they show after decoding twice:
   * somebody behind may decode once more. An id that intake takes has no such fault.
   */
  static Optional<PathFault> in(String path) {
    boolean plain = true;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      // a path parameter would be cut off: the id of another
      if (c <= ' ' || c > '~' || c == ';' || c == '\\') {
        return Optional.of(NOT_ENCODED);
      }
      if (c == '/' && i > 0 && path.charAt(i - 1) == '/') {
        return Optional.of(EMPTY_SEGMENT);
      }
      plain &= c != '%' && c != '.';
    }
    return plain ? Optional.empty() : within(path);
  }

  private static Optional<PathFault> within(String path) {
    var octets = decoded(path);
    if (BREAKS.stream().anyMatch(octets::contains)) {
      return Optional.of(CONTROL);
    }
    if (!isUtf8(octets)) {
      return Optional.of(NOT_ENCODED);
    }
    return hasDots(path) || hasDots(octets) || hasDots(decoded(octets))
        ? Optional.of(DOTS)
        : Optional.empty();
  }

  /** Each escape becomes the character of its octet; a percent sign that begins none stays. */
  private static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    var octets = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int octet = text.charAt(i) == '%' && i + 2 < text.length() ? octet(text, i + 1) : -1;
      octets.append(octet < 0 ? text.charAt(i) : (char) octet);
      i += octet < 0 ? 0 : 2;
    }
    return octets.toString();
  }

  private static int octet(String text, int at) {
    int high = Character.digit(text.charAt(at), HEX);
    int low = Character.digit(text.charAt(at + 1), HEX);
    return high < 0 || low < 0 ? -1 : high * HEX + low;
  }

  private static boolean isUtf8(String octets) {
    try {
      var unused = UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.getBytes(ISO_8859_1)));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Backslashes count as slashes: to some they are. */
  private static boolean hasDots(String text) {
    int dots = 0;
    int others = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? '/' : text.charAt(i);
      if (c == '/' || c == '\\') {
        if (others == 0 && (dots == 1 || dots == 2)) {
          return true;
        }
        dots = 0;
        others = 0;
      } else if (c == '.') {
        dots++;
      } else {
        others++;
      }
    }
    return false;
  }
}
