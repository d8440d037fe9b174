package io.belay.notification.rendering;

import io.belay.contract.StatutoryNotice;
import io.belay.notification.domain.Facts;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What statutory notices have to say beside the case. */
final class NoticeFields {
  private static final String IN_LANGUAGE = "@";

  /** Enough for a sentence or two: the law's words, not the customer's. */
  private static final int LONGEST_CHARS = 500;

  private NoticeFields() {}

  /** All that any notice may name. */
  static Set<String> names() {
    var names = new TreeSet<String>();
    Arrays.stream(StatutoryNotice.values()).forEach(notice -> names.addAll(notice.fields()));
    return names;
  }

  /** What a text of this type has to name; empty for messages no law asks for. */
  static Set<String> requiredBy(String messageType) {
    return StatutoryNotice.ofType(messageType).map(StatutoryNotice::fields).orElse(Set.of());
  }

  static boolean areComplete(String messageType, Facts facts) {
    return requiredBy(messageType).stream().allMatch(name -> isGiven(name, facts));
  }

  /** Every name, with its value in this language, or empty. */
  static Map<String, Object> values(Facts facts, String language) {
    var values = new HashMap<String, Object>();
    for (var name : names()) {
      values.put(name, Words.ofThePack(value(name, facts.noticeFields(), language), LONGEST_CHARS));
    }
    return values;
  }

  private static boolean isGiven(String name, Facts facts) {
    return facts.noticeFields().entrySet().stream()
        .filter(entry -> nameOf(entry.getKey()).equals(name))
        .anyMatch(entry -> !entry.getValue().isBlank());
  }

  /** In the language itself, else in a variant of it, else as it is, else in any. */
  private static @Nullable String value(String name, Map<String, String> fields, String language) {
    var exact = fields.get(name + IN_LANGUAGE + language);
    if (exact != null) {
      return exact;
    }
    var primary = MessageTexts.languageOf(language);
    return fields.entrySet().stream()
        .filter(entry -> nameOf(entry.getKey()).equals(name))
        .sorted(Map.Entry.comparingByKey())
        .min(
            Comparator.comparing(
                entry -> {
                  var tag = entry.getKey().substring(name.length());
                  return MessageTexts.languageOf(tag).equals(IN_LANGUAGE + primary)
                      ? 0
                      : tag.isEmpty() ? 1 : 2;
                }))
        .map(Map.Entry::getValue)
        .orElse(null);
  }

  private static String nameOf(String key) {
    int at = key.indexOf(IN_LANGUAGE);
    return at < 0 ? key : key.substring(0, at);
  }
}
