package io.belay.notification.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A code of the policy pack and its names as customers read them, by BCP 47 tag. */
public record Names(String code, Map<String, String> byLanguage) {
  public Names {
    byLanguage = Map.copyOf(byLanguage);
  }

  /**
   * The name for a language: of the tag itself, else of any tag of the same language, else null.
   */
  public @Nullable String in(String languageTag) {
    var exact = byLanguage.get(languageTag);
    if (exact != null) {
      return exact;
    }
    var language = languageOf(languageTag);
    return byLanguage.entrySet().stream()
        .filter(entry -> languageOf(entry.getKey()).equals(language))
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static String languageOf(String tag) {
    int dash = tag.indexOf('-');
    return dash < 0 ? tag : tag.substring(0, dash);
  }
}
