package io.belay.notification.rendering;

import org.jspecify.annotations.Nullable;

/** The digits of a phone number by which its owner is recognised. */
public final class PhoneDigits {
  private static final int SHOWN = 4;

  private PhoneDigits() {}

  /** The last four digits; empty where there are fewer. */
  public static String lastFour(@Nullable String phone) {
    var digits = phone == null ? "" : phone.replaceAll("[^0-9]", "");
    return digits.length() < SHOWN ? "" : digits.substring(digits.length() - SHOWN);
  }
}
