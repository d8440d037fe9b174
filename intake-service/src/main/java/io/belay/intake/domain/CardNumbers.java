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

  /** Between long groups only: short ones are dates, amounts, or numbers below each other. */
  private static final String SEPARATORS_OF_LONG_GROUPS = "/,\n\r";

  private static final int LONG_GROUP_DIGITS = 4;
  private static final int LAST_GROUP_DIGITS = 3;

  private record Group(int start, int end) {
    int digits() {
      return end - start;
    }
  }

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
    boolean ofLongGroups = false;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (isDigit(c)) {
        var group = groupAt(text, i);
        if (ofLongGroups && !areLong(chain.getLast(), group)) {
          break;
        }
        chain.add(group);
        i = group.end;
        ofLongGroups = false;
      } else if (!chain.isEmpty() && !isGap(c, i - chain.getLast().end)) {
        break;
      } else {
        ofLongGroups |= !chain.isEmpty() && SEPARATORS_OF_LONG_GROUPS.indexOf(c) >= 0;
        i++;
      }
    }
    return chain;
  }

  private static Group groupAt(String text, int start) {
    int end = start;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return new Group(start, end);
  }

  private static boolean areLong(Group before, Group after) {
    return before.digits() >= LONG_GROUP_DIGITS && after.digits() >= LAST_GROUP_DIGITS;
  }

  private static boolean isGap(char c, int charsBefore) {
    return charsBefore < MAX_GAP_CHARS
        && (SEPARATORS.indexOf(c) >= 0 || SEPARATORS_OF_LONG_GROUPS.indexOf(c) >= 0);
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
