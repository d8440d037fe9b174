package io.belay.escalation.pack;

import io.belay.escalation.pack.Section.Entry;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads single values; each that is not as expected is reported and empty. */
final class Values {
  static final Duration SHORTEST = Duration.ofMillis(1);
  static final int MAX_TEXT_LENGTH = 200;
  static final List<String> REQUIRED_LANGUAGES = List.of("en", "zh-CN");

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int MAX_NAME_LENGTH = 64;

  private final Problems problems;

  Values(Problems problems) {
    this.problems = problems;
  }

  /** Text on one line, as YAML sees text: 1, true and 2026-01-01 need quotes. */
  Optional<String> text(Node node) {
    if (!(node instanceof ScalarNode scalar) || node.getTag().equals(Tag.NULL)) {
      return refused(node, "Expected text, but found " + Section.kindOf(node));
    }
    var text = scalar.getValue();
    if (!node.getTag().equals(Tag.STR)) {
      return refused(node, "Expected text, but found %s: write \"%1$s\"".formatted(text));
    }
    if (text.isBlank() || text.length() > MAX_TEXT_LENGTH) {
      return refused(node, "Expected 1 to " + MAX_TEXT_LENGTH + " characters");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      return refused(node, "Expected text on one line");
    }
    return Optional.of(text);
  }

  /** A name in the style front-line. */
  Optional<String> name(Node node) {
    return text(node).filter(name -> isName(node, name));
  }

  private boolean isName(Node node, String name) {
    boolean good = NAME.matcher(name).matches() && name.length() <= MAX_NAME_LENGTH;
    if (!good) {
      problems.at(
          node,
          "Expected a name of at most %d small letters, digits and hyphens, such as front-line, but found '%s'"
              .formatted(MAX_NAME_LENGTH, name));
    }
    return good;
  }

  /** A time zone of the IANA database. */
  Optional<ZoneId> zone(Node node) {
    return text(node).flatMap(text -> zone(node, text));
  }

  private Optional<ZoneId> zone(Node node, String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException unknown) {
      problems.at(
          node,
          "Expected a time zone such as Asia/Shanghai, but found '%s'%s"
              .formatted(text, nearestZone(text)));
      return Optional.empty();
    }
  }

  private static String nearestZone(String text) {
    var advice = Spelling.advice(text, ZoneId.getAvailableZoneIds());
    return advice.startsWith("did you mean") ? ": " + advice : "";
  }

  Optional<Boolean> flag(Node node) {
    if (node instanceof ScalarNode scalar) {
      switch (scalar.getValue()) {
        case "true":
          return Optional.of(true);
        case "false":
          return Optional.of(false);
        default:
      }
    }
    return refused(node, "Expected true or false, but found " + Section.kindOf(node));
  }

  /** A duration from {@code shortest} to {@link DurationText#LONGEST}. */
  Optional<Duration> duration(Node node, Duration shortest) {
    if (!(node instanceof ScalarNode scalar) || node.getTag().equals(Tag.NULL)) {
      return refused(
          node, "Expected a duration such as 30s, 15m or 4h, but found " + Section.kindOf(node));
    }
    return duration(node, scalar.getValue(), shortest);
  }

  /** As {@link #duration(Node, Duration)}, of a part of a value. */
  Optional<Duration> duration(Node node, String text, Duration shortest) {
    try {
      var duration = DurationText.parse(text);
      if (duration.compareTo(shortest) < 0 || duration.compareTo(DurationText.LONGEST) > 0) {
        return refused(
            node,
            "Expected %s to %s, but found %s"
                .formatted(
                    DurationText.write(shortest), DurationText.write(DurationText.LONGEST), text));
      }
      return Optional.of(duration);
    } catch (IllegalArgumentException unreadable) {
      return refused(node, String.valueOf(unreadable.getMessage()));
    }
  }

  /** One of some words. */
  Optional<String> word(Node node, String what, Collection<String> known) {
    return text(node).filter(word -> isKnown(node, word, what, known));
  }

  /** An enum constant, in small letters with hyphens. */
  <E extends Enum<E>> Optional<E> constant(Node node, String what, E[] constants) {
    Map<String, E> words = new LinkedHashMap<>();
    for (var constant : constants) {
      words.put(wordOf(constant), constant);
    }
    return word(node, what, words.keySet()).map(words::get);
  }

  /** How packs write an enum constant. */
  static String wordOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean isKnown(Node node, String word, String what, Collection<String> known) {
    boolean good = known.contains(word);
    if (!good) {
      problems.at(node, "Unknown %s '%s': %s".formatted(what, word, Spelling.advice(word, known)));
    }
    return good;
  }

  List<Node> list(Node node) {
    if (node instanceof SequenceNode sequence && node.getTag().equals(Tag.SEQ)) {
      return sequence.getValue();
    }
    problems.at(
        node,
        "Expected a list in square brackets or of lines with hyphens, but found "
            + Section.kindOf(node));
    return List.of();
  }

  /** The items that could be read; one that is there twice is reported. */
  <T> List<T> list(Node node, Function<Node, Optional<T>> item) {
    Set<T> seen = new HashSet<>();
    return list(node).stream()
        .flatMap(each -> item.apply(each).filter(value -> isNew(each, value, seen)).stream())
        .toList();
  }

  private <T> boolean isNew(Node node, T value, Set<T> seen) {
    boolean first = seen.add(value);
    if (!first) {
      problems.at(node, "Expected each item once: take " + Section.kindOf(node) + " out");
    }
    return first;
  }

  /** Names as customers read them, by BCP 47 tag. */
  Map<String, String> wording(String what, Entry entry) {
    Map<String, String> wording = new HashMap<>();
    var section = Section.of(what, entry, problems);
    section.ifPresent(s -> REQUIRED_LANGUAGES.forEach(s::required));
    for (var each : section.map(Section::entries).orElse(List.of())) {
      if (isLanguage(each.key())) {
        text(each.value()).ifPresent(text -> wording.put(each.name(), text));
      }
    }
    return wording;
  }

  private boolean isLanguage(ScalarNode key) {
    try {
      var tag = new Locale.Builder().setLanguageTag(key.getValue()).build().toLanguageTag();
      if (tag.equals(key.getValue())) {
        return true;
      }
      problems.at(key, "Expected the language tag '%s': write it so".formatted(tag));
    } catch (IllformedLocaleException unknown) {
      problems.at(
          key,
          "Expected a language tag such as en or zh-CN, but found '%s'".formatted(key.getValue()));
    }
    return false;
  }

  private <T> Optional<T> refused(Node node, String message) {
    problems.at(node, message);
    return Optional.empty();
  }
}
