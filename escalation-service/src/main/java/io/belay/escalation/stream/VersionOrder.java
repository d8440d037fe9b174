package io.belay.escalation.stream;

import java.math.BigInteger;

/** Orders versions as people do: numbers by value, the rest by letter; 1.10 comes after 1.9. */
final class VersionOrder {
  private static final String BETWEEN_NUMBERS_AND_LETTERS = "(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)";

  private VersionOrder() {}

  static int compare(String left, String right) {
    String[] lefts = left.split(BETWEEN_NUMBERS_AND_LETTERS, -1);
    String[] rights = right.split(BETWEEN_NUMBERS_AND_LETTERS, -1);
    for (int i = 0; i < Math.min(lefts.length, rights.length); i++) {
      int order = comparePart(lefts[i], rights[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(lefts.length, rights.length);
  }

  private static int comparePart(String left, String right) {
    boolean numbers = Character.isDigit(left.charAt(0)) && Character.isDigit(right.charAt(0));
    return numbers ? new BigInteger(left).compareTo(new BigInteger(right)) : left.compareTo(right);
  }
}
