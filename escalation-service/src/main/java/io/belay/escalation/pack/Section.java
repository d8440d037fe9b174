package io.belay.escalation.pack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A mapping of the file, read strictly: every key known, none twice, none missing. */
final class Section {
  private final String what;
  private final Node place;
  private final Problems problems;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** A key with its value. */
  record Entry(ScalarNode key, Node value) {
    String name() {
      return key.getValue();
    }
  }

  private Section(String what, Node place, Problems problems) {
    this.what = what;
    this.place = place;
    this.problems = problems;
  }

  /**
   * The mapping in {@code value}; empty, and reported, when it is something else.
   *
   * @param what what it describes, such as calendar 'office'
   * @param place where its author looks for it: the key that names it
   */
  static Optional<Section> of(String what, Node place, Node value, Problems problems) {
    if (!(value instanceof MappingNode mapping) || !value.getTag().equals(Tag.MAP)) {
      problems.at(value, "Expected keys and values of " + what + ", but found " + kindOf(value));
      return Optional.empty();
    }
    var section = new Section(what, place, problems);
    mapping.getValue().forEach(section::add);
    return Optional.of(section);
  }

  static Optional<Section> of(String what, Entry entry, Problems problems) {
    return of(what, entry.key(), entry.value(), problems);
  }

  private void add(NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      problems.at(tuple.getKeyNode(), "Expected a word as key, but found something longer");
      return;
    }
    var first = entries.putIfAbsent(key.getValue(), new Entry(key, tuple.getValueNode()));
    if (first != null) {
      problems.at(
          key,
          "Expected '%s' once in %s, but it is in line %d already: keep one of the two"
              .formatted(key.getValue(), what, first.key().getStartMark().getLine() + 1));
    }
  }

  /** Reports every other key. */
  Section knowing(String... keys) {
    for (var entry : entries.values()) {
      if (!List.of(keys).contains(entry.name())) {
        problems.at(
            entry.key(),
            "Unknown key '%s' in %s: %s"
                .formatted(entry.name(), what, Spelling.advice(entry.name(), List.of(keys))));
      }
    }
    return this;
  }

  Optional<Entry> optional(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** The entry, which is reported when it is missing. */
  Optional<Entry> required(String key) {
    var entry = optional(key);
    if (entry.isEmpty()) {
      problems.at(place, "Expected the key '%s' in %s: add it".formatted(key, what));
    }
    return entry;
  }

  List<Entry> entries() {
    return new ArrayList<>(entries.values());
  }

  /** As {@link #entries}, reported when there are none. */
  List<Entry> atLeastOne(String ofWhat) {
    if (entries.isEmpty()) {
      problems.at(place, "Expected at least one %s in %s: add it".formatted(ofWhat, what));
    }
    return entries();
  }

  /** The words a mapping has as keys, whatever they stand for; for what refers to them. */
  static Set<String> keysOf(Node node) {
    return node instanceof MappingNode mapping
        ? mapping.getValue().stream()
            .map(NodeTuple::getKeyNode)
            .filter(ScalarNode.class::isInstance)
            .map(key -> ((ScalarNode) key).getValue())
            .collect(Collectors.toSet())
        : Set.of();
  }

  static String kindOf(Node node) {
    if (!node.getTag().startsWith(Tag.PREFIX)) {
      return "the tag " + node.getTag();
    }
    return switch (node.getNodeId()) {
      case mapping -> "keys and values";
      case sequence -> "a list";
      case scalar ->
          node.getTag().equals(Tag.NULL) ? "nothing" : "'" + ((ScalarNode) node).getValue() + "'";
      case anchor -> "an alias";
    };
  }
}
