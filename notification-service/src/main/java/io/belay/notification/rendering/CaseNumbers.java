package io.belay.notification.rendering;

import java.util.Locale;

/** A case's id as people say it. */
final class CaseNumbers {
  private static final int DIGITS = 8;

  private CaseNumbers() {}

  /** The last eight hexadecimal digits: enough to tell it apart, short enough to say. */
  static String shortOf(String caseId) {
    var digits = caseId.replace("-", "");
    return digits.substring(Math.max(0, digits.length() - DIGITS)).toUpperCase(Locale.ROOT);
  }
}
