package io.belay.notification.rendering;

import io.belay.notification.domain.Names;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
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
          "Expected the word '%s' in %s/words.properties".formatted(key, language));
    }
    return word;
  }

  /** The word, or empty where this language has none. */
  String ofOrEmpty(String key) {
    return words.getProperty(key, "");
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
   * A value as it may stand in a text: no control characters, no line breaks, of bounded length,
   * never cut within a surrogate pair.
   */
  static String plain(@Nullable String value) {
    return plain(value, LONGEST_CHARS);
  }

  /** The same, of at most so many characters. */
  static String plain(@Nullable String value, int longestChars) {
    if (value == null) {
      return "";
    }
    var oneLine = value.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    int end = Math.min(oneLine.length(), longestChars);
    boolean cutsPair = end < oneLine.length() && Character.isHighSurrogate(oneLine.charAt(end - 1));
    return oneLine.substring(0, cutsPair ? end - 1 : end);
  }
}
