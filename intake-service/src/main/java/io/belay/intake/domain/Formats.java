package io.belay.intake.domain;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The forms that texts of certain fields must have. */
final class Formats {
  static final Predicate<String> AMOUNT =
      Pattern.compile("(?:0|[1-9][0-9]{0,14})(?:\\.[0-9]{1,4})?").asMatchPredicate();
  static final Predicate<String> PRIORITY = Pattern.compile("P[1-4]").asMatchPredicate();
  static final Predicate<String> MARKET = Pattern.compile("[A-Z]{2}").asMatchPredicate();
  static final Predicate<String> MILESTONE =
      Pattern.compile("[A-Z][A-Z0-9_]{1,63}").asMatchPredicate();
  static final Predicate<String> NEED =
      Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*").asMatchPredicate();
  static final Predicate<String> TIME_OF_DAY =
      Pattern.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9]").asMatchPredicate();

  private static final Predicate<String> PHONE =
      Pattern.compile("\\+[1-9][0-9]{6,14}").asMatchPredicate();
  private static final Pattern PHONE_FILLERS = Pattern.compile("[ ().-]");
  private static final Predicate<String> EMAIL =
      Pattern.compile(
              "[^\\s@<>\"(),;:\\\\\\[\\]\\p{Cntrl}]{1,64}"
                  + "@(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?\\.)+"
                  + "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])")
          .asMatchPredicate();
  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

  private Formats() {}

  static boolean isCurrency(String text) {
    return CURRENCIES.contains(text);
  }

  static boolean isZone(String text) {
    return ZONES.contains(text);
  }

  static boolean isLocale(String text) {
    try {
      return !new Locale.Builder().setLanguageTag(text).build().getLanguage().isEmpty();
    } catch (IllformedLocaleException e) {
      return false;
    }
  }

  static boolean isEmail(String text) {
    return text.length() <= 254
        && EMAIL.test(text)
        && !text.startsWith(".")
        && !text.contains("..")
        && !text.contains(".@");
  }

  /** The number without the blanks and dashes that people write into it, or null. */
  static @Nullable String phone(String text) {
    String bare = PHONE_FILLERS.matcher(text).replaceAll("");
    return PHONE.test(bare) ? bare : null;
  }

  /** The instant of an ISO 8601 time with offset, cut to milliseconds, or null. */
  static @Nullable Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
