package io.belay.notification.rendering;

import java.math.BigInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Card and account numbers in a value that goes into a text: only their last four digits stay. What
 * counts as one: 13–19 digits with a valid check digit, in groups or not (cards, Luhn); 12–19
 * digits in a row (accounts); IBANs with a valid check sum (ISO 13616). Digits of every script,
 * such as full-width ones, count, and groups are parted by a blank, a dot or a dash of any kind.
 */
final class AccountNumbers {
  private static final String BESIDE = "[\\p{Nd}A-Za-z]";
  private static final String GAP = "[ \\u00a0\\u2007\\u202f\\u3000.\\-\\u2010-\\u2015\\uff0d]?";
  private static final Pattern DIGITS =
      Pattern.compile("(?<!" + BESIDE + ")\\p{Nd}(?:" + GAP + "\\p{Nd}){11,18}(?!" + BESIDE + ")");
  private static final Pattern IBAN =
      Pattern.compile(
          "(?i)(?<!"
              + BESIDE
              + ")[A-Z]{2}[0-9]{2}(?:"
              + GAP
              + "[A-Z0-9]){11,30}(?!"
              + BESIDE
              + ")");
  private static final int SHORTEST_CARD = 13;
  private static final int STAY = 4;
  private static final BigInteger CHECK = BigInteger.valueOf(97);

  private AccountNumbers() {}

  static String lastFourOnly(String value) {
    var withoutIbans = IBAN.matcher(value).replaceAll(AccountNumbers::shortIban);
    return DIGITS.matcher(withoutIbans).replaceAll(AccountNumbers::shortNumber);
  }

  private static String shortIban(MatchResult found) {
    var letters = found.group().replaceAll("[^0-9A-Za-z]", "");
    var turned = letters.substring(STAY) + letters.substring(0, STAY);
    var number = new StringBuilder();
    turned.chars().forEach(c -> number.append(Character.digit(c, 36)));
    boolean valid = new BigInteger(number.toString()).mod(CHECK).equals(BigInteger.ONE);
    return valid ? shortened(letters) : found.group();
  }

  private static String shortNumber(MatchResult found) {
    var digits = new StringBuilder();
    found
        .group()
        .codePoints()
        .filter(Character::isDigit)
        .forEach(c -> digits.append(Character.digit(c, 10)));
    boolean inARow = digits.length() == found.group().length();
    boolean card = digits.length() >= SHORTEST_CARD && luhn(digits);
    return inARow || card ? shortened(digits.toString()) : found.group();
  }

  private static String shortened(String number) {
    return "****" + number.substring(number.length() - STAY);
  }

  private static boolean luhn(CharSequence digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = i % 2 == 0 ? digit : 2 * digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }
}
