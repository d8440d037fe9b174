package io.belay.escalation.simulate.report;

import io.belay.escalation.simulate.tally.Rounded;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Figure minus figure, wherever they stand; what only one side has counts as 0 on the other. */
final class Difference {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Difference() {}

  static JsonNode of(JsonNode figure, JsonNode against) {
    if (figure.isObject() || against.isObject()) {
      var difference = NODES.objectNode();
      Set<String> names = new LinkedHashSet<>(figure.propertyNames());
      names.addAll(against.propertyNames());
      for (String name : names) {
        difference.set(name, of(figure.path(name), against.path(name)));
      }
      return difference;
    }
    if (figure.isArray() || against.isArray()) {
      var difference = NODES.arrayNode();
      for (int i = 0; i < Math.max(figure.size(), against.size()); i++) {
        difference.add(of(figure.path(i), against.path(i)));
      }
      return difference;
    }
    return figure.isFloatingPointNumber() || against.isFloatingPointNumber()
        ? NODES.numberNode(Rounded.of(figure.asDouble(0) - against.asDouble(0)))
        : NODES.numberNode(figure.asLong(0) - against.asLong(0));
  }
}
