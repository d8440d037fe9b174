package io.belay.intake.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds card numbers: 13 to 19 digits, in one piece or in groups, of an issuer's range and with a
 * right check digit (ISO/IEC 7812-1). A longer unbroken run of digits is something else, and so is
 * an international phone number.
 */
final class CardNumbers {
  private static final int MIN_DIGITS = 13;
  private static final int MAX_DIGITS = 19;
  private static final int MAX_PHONE_DIGITS = 15;
  private static final int MAX_GAP_CHARS = 3;
  private static final String SEPARATORS = " -._\u00b7\u2060";

  private record Group(int start, int end) {}

  private CardNumbers() {}

  /** The card numbers in a folded text, in order. */
  static List<Span> in(String folded) {
    var found = new ArrayList<Span>();
    int from = 0;
    while (from < folded.length()) {
      var chain = chainFrom(folded, from);
      if (chain.isEmpty()) {
        break;
      }
      addCards(folded, chain, found);
      from = chain.getLast().end;
    }
    return found;
  }

  /** The next groups of digits with nothing but separators between them. */
  private static List<Group> chainFrom(String text, int from) {
    var chain = new ArrayList<Group>();
    int i = from;
    int lastEnd = -1;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (isDigit(c)) {
        int start = i;
        while (i < text.length() && isDigit(text.charAt(i))) {
          i++;
        }
        chain.add(new Group(start, i));
        lastEnd = i;
      } else if (lastEnd >= 0 && (SEPARATORS.indexOf(c) < 0 || i - lastEnd >= MAX_GAP_CHARS)) {
        break;
      } else {
        i++;
      }
    }
    return chain;
  }

  private static void addCards(String text, List<Group> chain, List<Span> found) {
    int first = 0;
    while (first < chain.size()) {
      int last = lastGroupOfCard(text, chain, first);
      if (last < 0) {
        first++;
      } else {
        found.add(new Span(chain.get(first).start, chain.get(last).end, Secret.CARD));
        first = last + 1;
      }
    }
  }

  /** Where a card that begins with the first group ends, or -1; the longest reading wins. */
  private static int lastGroupOfCard(String text, List<Group> chain, int first) {
    var digits = new StringBuilder();
    int start = chain.get(first).start;
    boolean phone = start > 0 && text.charAt(start - 1) == '+';
    int last = -1;
    for (int i = first; i < chain.size() && digits.length() <= MAX_DIGITS; i++) {
      digits.append(text, chain.get(i).start, chain.get(i).end);
      if (isCard(digits) && !(phone && digits.length() <= MAX_PHONE_DIGITS)) {
        last = i;
      }
    }
    return last;
  }

  private static boolean isCard(CharSequence digits) {
    int length = digits.length();
    return length >= MIN_DIGITS
        && length <= MAX_DIGITS
        && isIssuer((digits.charAt(0) - '0') * 10 + digits.charAt(1) - '0')
        && hasRightCheckDigit(digits);
  }

  /** Schemes begin so; dates (20…) and Chinese phone numbers with their country (86…) do not. */
  private static boolean isIssuer(int firstTwo) {
    return (firstTwo >= 22 && firstTwo <= 27)
        || (firstTwo >= 30 && firstTwo <= 69)
        || firstTwo == 81
        || firstTwo == 82
        || firstTwo == 97;
  }

  private static boolean hasRightCheckDigit(CharSequence digits) {
    int sum = 0;
    boolean twice = false;
    for (int i = digits.length() - 1; i >= 0; i--) {
      int digit = digits.charAt(i) - '0';
      if (twice) {
        digit = digit > 4 ? digit * 2 - 9 : digit * 2;
      }
      sum += digit;
      twice = !twice;
    }
    return sum % 10 == 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
