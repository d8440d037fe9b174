package io.belay.escalation.pack;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Guesses what somebody meant to write. */
final class Spelling {
  private static final int MAX_LETTERS_COMPARED = 64;

  private Spelling() {}

  /** What to do about an unknown word: the nearest known one, or all of them. */
  static String advice(String written, Collection<String> known) {
    var nearest =
        known.stream()
            .min(Comparator.comparingInt((String word) -> distance(written, word)))
            .filter(word -> distance(written, word) <= Math.max(1, word.length() / 3));
    return nearest
        .map(word -> "did you mean '" + word + "'?")
        .orElseGet(() -> "expected one of " + String.join(", ", known));
  }

  /** Letters to change, add, drop or swap with their neighbour, whatever their case. */
  private static int distance(String one, String other) {
    var a = comparable(one);
    var b = comparable(other);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int least = cost[i - 1][j - 1] + (same ? 0 : 1);
    least = Math.min(least, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }

  private static String comparable(String word) {
    var lower = word.toLowerCase(Locale.ROOT);
    return lower.substring(0, Math.min(lower.length(), MAX_LETTERS_COMPARED));
  }
}
