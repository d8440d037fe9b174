package io.belay.escalation.pack;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.nodes.Node;

/**
 * What a part of the file declares: every name in it with its place, and the things that could be
 * read. A reference to a name whose thing is broken is no second mistake.
 */
final class Declared<T> {
  private final String what;
  private final Map<String, Node> places = new LinkedHashMap<>();
  private final Map<String, T> things = new LinkedHashMap<>();

  /**
   * Nothing yet.
   *
   * @param what what it declares, such as calendar
   */
  Declared(String what) {
    this.what = what;
  }

  void declare(String name, Node place, Optional<T> thing) {
    places.put(name, place);
    thing.ifPresent(it -> things.put(name, it));
  }

  Map<String, T> things() {
    return things;
  }

  Collection<String> names() {
    return places.keySet();
  }

  Optional<T> find(String name) {
    return Optional.ofNullable(things.get(name));
  }

  /** The name at this node; reported when nothing of that name is declared. */
  Optional<String> reference(Node node, Values values) {
    return places.isEmpty() ? values.text(node) : values.word(node, what, names());
  }

  void forEachPlace(BiConsumer<String, Node> action) {
    places.forEach(action);
  }
}
