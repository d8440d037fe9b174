package io.belay.notification.rendering;

import io.belay.notification.domain.Names;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The short words of one language: labels, and how parts go together. */
final class Words {
  private static final int LONGEST_CHARS = 80;

  private final String language;
  private final Properties words = new Properties();

  Words(String language, String text) {
    this.language = language;
    try {
      words.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String of(String key) {
    var word = words.getProperty(key);
    if (word == null) {
      throw new IllegalStateException(
          "Expected the word '%s' in the words of %s".formatted(key, language));
    }
    return word;
  }

  /** A word that need not be there. */
  Optional<String> find(String key) {
    return Optional.ofNullable(words.getProperty(key));
  }

  /** All of them, by key. */
  Map<String, String> all() {
    var all = new HashMap<String, String>();
    words.stringPropertyNames().forEach(key -> all.put(key, of(key)));
    return all;
  }

  /** A name in this language; a pack that has none in it is read as it is coded, not in another. */
  String nameOf(Names names) {
    var name = names.in(language);
    return plain(name == null ? names.code().replace('-', ' ') : name);
  }

  /** Who has the case: agent and tier, or the tier alone. */
  String who(@Nullable String agent, Names tier) {
    return agent == null || agent.isBlank()
        ? nameOf(tier)
        : of("who").replace("{agent}", plain(agent)).replace("{tier}", nameOf(tier));
  }

  /**
   * A value as it may stand in a text: no control characters, no line breaks, of card and account
   * numbers the last four digits, of bounded length, never cut within a surrogate pair.
   */
  static String plain(@Nullable String value) {
    return shortened(AccountNumbers.lastFourOnly(oneLine(value)), LONGEST_CHARS);
  }

  /** What the policy pack says: its numbers are nobody's account. */
  static String ofThePack(@Nullable String value, int longestChars) {
    return shortened(oneLine(value), longestChars);
  }

  private static String oneLine(@Nullable String value) {
    return value == null ? "" : value.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
  }

  private static String shortened(String text, int longestChars) {
    int end = Math.min(text.length(), longestChars);
    boolean cutsPair = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, cutsPair ? end - 1 : end);
  }
}
