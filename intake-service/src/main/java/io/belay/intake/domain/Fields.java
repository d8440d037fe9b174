package io.belay.intake.domain;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one object that was sent, and notes each that is not as it should be. What is
 * read of a wrong field is a placeholder: nothing may be done with it while there are errors.
 */
final class Fields {
  private static final int MAX_ERRORS = 50;
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private final Map<?, ?> values;
  private final String path;
  private final Reading reading;
  private final Set<String> known = new HashSet<>();

  /** What all objects of one submission share. */
  record Reading(Instant now, Masking masking, List<FieldError> errors) {
    void note(String field, String message) {
      if (errors.size() < MAX_ERRORS) {
        errors.add(new FieldError(field, message));
      }
    }
  }

  Fields(Map<?, ?> values, String path, Reading reading) {
    this.values = values;
    this.path = path;
    this.reading = reading;
  }

  Instant now() {
    return reading.now;
  }

  void note(String name, String message) {
    reading.note(path + name, message);
  }

  boolean has(String name) {
    return values.get(name) != null;
  }

  /** To be called when all fields were read: what is left over was not expected. */
  void refuseOthers() {
    for (var key : values.keySet()) {
      String name = String.valueOf(key);
      if (!known.contains(name)) {
        note(printable(name), "is not a known field");
      }
    }
  }

  /** Text that identifies something: taken as it is, never masked. */
  @Nullable String identity(String name, int maxChars) {
    return text(name, maxChars, false);
  }

  /** The same of something that has an address. */
  @Nullable String addressed(String name, int maxChars) {
    return addressed(name, identity(name, maxChars));
  }

  private @Nullable String addressed(String name, @Nullable String id) {
    if (id != null && !AddressedIds.fits(id)) {
      note(name, AddressedIds.EXPECTED);
    }
    return id;
  }

  /** A reference, name or code: on one line, without card numbers. */
  @Nullable String label(String name, int maxChars) {
    String text = text(name, maxChars, false);
    return text == null ? null : reading.masking.label(text);
  }

  /** The same of something that has an address. */
  @Nullable String addressedLabel(String name, int maxChars) {
    return addressed(name, label(name, maxChars));
  }

  /** Free text: may have lines, and is masked. */
  @Nullable String prose(String name, int maxChars) {
    String text = text(name, maxChars, true);
    return text == null ? null : cut(reading.masking.prose(text), maxChars);
  }

  /** Text of a certain form; the form in words completes "must be …". */
  @Nullable String formed(String name, int maxChars, Predicate<String> form, String inWords) {
    return converted(name, maxChars, text -> form.test(text) ? text : null, inWords);
  }

  /** A code of a certain form, which a card number is not. */
  @Nullable String code(String name, int maxChars, Predicate<String> form, String inWords) {
    return formed(
        name, maxChars, text -> form.test(text) && !reading.masking.holdsCard(text), inWords);
  }

  <T> @Nullable T converted(
      String name, int maxChars, Function<String, @Nullable T> conversion, String inWords) {
    String text = text(name, maxChars, false);
    if (text == null) {
      return null;
    }
    T value = conversion.apply(text);
    if (value == null) {
      note(name, "must be " + inWords);
    }
    return value;
  }

  <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type) {
    String text = text(name, 64, false);
    if (text == null) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    note(name, "must be one of " + names(type));
    return null;
  }

  /** An instant, neither before 2000 nor more than 5 minutes ahead. */
  @Nullable Instant instant(String name) {
    Instant instant =
        converted(name, 64, Formats::instant, "an ISO 8601 time with offset, 2026-11-20T09:15:00Z");
    if (instant != null && instant.isAfter(reading.now.plus(CLOCK_SKEW))) {
      note(name, "must not be more than 5 minutes ahead");
    } else if (instant != null && instant.isBefore(EARLIEST)) {
      note(name, "must not be before the year 2000");
    }
    return instant;
  }

  @Nullable Boolean flag(String name) {
    Object value = value(name);
    if (value == null || value instanceof Boolean) {
      return (Boolean) value;
    }
    note(name, "must be true or false");
    return null;
  }

  @Nullable Integer wholeNumber(String name, int min, int max) {
    Object value = value(name);
    if (value == null) {
      return null;
    }
    if (isWhole(value)) {
      var number = new BigInteger(value.toString());
      if (number.bitLength() < 32 && number.intValue() >= min && number.intValue() <= max) {
        return number.intValue();
      }
    }
    note(name, "must be a whole number from %d to %d".formatted(min, max));
    return null;
  }

  /** The object of that name, or null. */
  @Nullable Fields object(String name) {
    Object value = value(name);
    if (value instanceof Map<?, ?> map) {
      return new Fields(map, path + name + ".", reading);
    }
    if (value != null) {
      note(name, "must be an object");
    }
    return null;
  }

  /** An object, or a text in its place that stands for one. */
  @Nullable Object objectOrText(String name) {
    return value(name) instanceof String ? text(name, 64, false) : object(name);
  }

  /** Texts, each read as a label; empty when absent. */
  List<String> labels(
      String name, int maxItems, int maxChars, Predicate<String> form, String inWords) {
    Object value = value(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      note(name, "must be a list");
      return List.of();
    }
    if (list.size() > maxItems) {
      note(name, "must have at most %d items".formatted(maxItems));
      return List.of();
    }
    var labels = new ArrayList<String>();
    for (int i = 0; i < list.size(); i++) {
      String item = "%s[%d]".formatted(name, i);
      if (list.get(i) instanceof String text && isClean(item, text, maxChars, false)) {
        if (!form.test(text)) {
          note(item, "must be " + inWords);
        }
        labels.add(reading.masking.label(text));
      } else if (!(list.get(i) instanceof String)) {
        note(item, "must be a text");
      }
    }
    return labels;
  }

  /** The value, or an error and the placeholder where there is none. */
  <T> T required(String name, @Nullable T value, T placeholder) {
    if (value != null) {
      return value;
    }
    if (!has(name)) {
      note(name, "is required");
    }
    return placeholder;
  }

  private @Nullable String text(String name, int maxChars, boolean lines) {
    Object value = value(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text)) {
      note(name, "must be a text");
      return null;
    }
    return isClean(name, text, maxChars, lines) ? text : null;
  }

  private boolean isClean(String name, String text, int maxChars, boolean lines) {
    if (text.isBlank()) {
      note(name, "must not be blank");
    } else if (text.length() > maxChars) {
      note(name, "must have at most %d characters".formatted(maxChars));
    } else if (hasControl(text, lines)) {
      note(name, "must not contain control characters or broken Unicode");
    } else {
      return true;
    }
    return false;
  }

  private static boolean hasControl(String text, boolean lines) {
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      if (isControl(codePoint, lines)) {
        return true;
      }
      i += Character.charCount(codePoint);
    }
    return false;
  }

  private static boolean isControl(int codePoint, boolean lines) {
    if (lines && (codePoint == '\n' || codePoint == '\r' || codePoint == '\t')) {
      return false;
    }
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private @Nullable Object value(String name) {
    known.add(name);
    return values.get(name);
  }

  private static boolean isWhole(Object value) {
    return value instanceof Integer || value instanceof Long || value instanceof BigInteger;
  }

  private static String cut(String text, int maxChars) {
    if (text.length() <= maxChars) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
    return text.substring(0, end);
  }

  private static String printable(String name) {
    return cut(name.replaceAll("[^\\p{L}\\p{N}_.-]", "?"), 64);
  }

  private static <E extends Enum<E>> String names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
  }
}
