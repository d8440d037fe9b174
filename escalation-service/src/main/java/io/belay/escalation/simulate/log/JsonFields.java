package io.belay.escalation.simulate.log;

import io.belay.escalation.simulate.log.LineFormat.MalformedLineException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields of a JSON object; null and missing are the same. */
record JsonFields(JsonNode node) {

  @Nullable String text(String name) throws MalformedLineException {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isString() && !value.isNumber()) {
      throw new MalformedLineException("Expected a text for '" + name + "'");
    }
    return value.asString();
  }

  String required(String name) throws MalformedLineException {
    String text = text(name);
    if (text == null || text.isBlank()) {
      throw new MalformedLineException("Expected '" + name + "', but it is missing");
    }
    return text;
  }

  @Nullable String firstOf(String... names) throws MalformedLineException {
    for (String name : names) {
      String text = text(name);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** The object of that name, or null. */
  @Nullable JsonFields object(String name) throws MalformedLineException {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isObject()) {
      throw new MalformedLineException("Expected an object for '" + name + "'");
    }
    return new JsonFields(value);
  }

  /** The object of that name, or one without fields. */
  JsonFields within(String name) throws MalformedLineException {
    var object = object(name);
    return object == null ? new JsonFields(node.path(name)) : object;
  }

  boolean flag(String name) {
    return node.path(name).asBoolean(false);
  }

  int wholeNumber(String name, int otherwise) {
    return node.path(name).asInt(otherwise);
  }

  <E extends Enum<E>> E oneOf(Class<E> type, String text) throws MalformedLineException {
    for (E value : type.getEnumConstants()) {
      if (value.name().equals(text.toUpperCase(Locale.ROOT))) {
        return value;
      }
    }
    var known =
        Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    throw new MalformedLineException("Expected one of " + known + ", but found '" + text + "'");
  }
}
