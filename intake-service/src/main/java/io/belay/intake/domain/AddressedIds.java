package io.belay.intake.domain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ids that stand in a path later, as {@code /v1/customers/{customerId}/contact}: any character may
 * be in one, percent-encoded, but {@code .} and {@code ..} alone between slashes mean a step in the
 * path to whoever decodes it. No service takes such a path, so nobody could name that customer any
 * more, to erase it for one.
 */
final class AddressedIds {
  static final String EXPECTED =
      "must not have '.' or '..' alone between slashes, encoded or not: no address could name it";

  /** Backslashes count as slashes: to some they are. */
  private static final Pattern DOTS = Pattern.compile("(?:^|[/\\\\])\\.{1,2}(?:[/\\\\]|\\z)");

  private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
  private static final int HEX = 16;

  private AddressedIds() {}

  /** Also decoded once more than it must be, as somebody on the way might. */
  static boolean fits(String id) {
    return !DOTS.matcher(id).find() && !DOTS.matcher(decoded(id)).find();
  }

  private static String decoded(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(escape.group(1), HEX))));
  }
}
