package io.belay.notification.channel.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Outgoing.Delivery;
import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Puts a message into the fields a gateway wants. */
final class GatewayRequest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z-]+)}");

  private final GatewaySettings settings;

  GatewayRequest(GatewaySettings settings) {
    this.settings = settings;
  }

  /** One attempt, one reference; letters, digits and dashes only. */
  static String reference(Delivery delivery) {
    return delivery.ref().id().replaceAll("[^A-Za-z0-9-]", "-");
  }

  /** The fields' values; what a value holds is put in once and not looked at again. */
  Map<String, String> fields(Delivery delivery) {
    var values = values(delivery);
    var fields = new LinkedHashMap<String, String>();
    settings
        .fields()
        .forEach(
            (name, template) ->
                fields.put(
                    name,
                    PLACEHOLDER
                        .matcher(template)
                        .replaceAll(
                            found ->
                                Matcher.quoteReplacement(
                                    values.getOrDefault(found.group(1), found.group())))));
    return fields;
  }

  /** The address, with the fields in its query where they travel so. */
  URI url(Map<String, String> fields) {
    if (settings.body() != GatewaySettings.Body.QUERY) {
      return settings.url();
    }
    var joined = settings.url().getRawQuery() == null ? "?" : "&";
    return URI.create(settings.url() + joined + encoded(fields));
  }

  static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                URLEncoder.encode(field.getKey(), UTF_8)
                    + "="
                    + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  static byte[] json(Map<String, String> fields) {
    var root = JSON.createObjectNode();
    fields.forEach((name, value) -> put(root, name, value));
    return JSON.writeValueAsBytes(root);
  }

  private static void put(ObjectNode root, String name, String value) {
    if (!name.startsWith("/")) {
      root.put(name, value);
      return;
    }
    var pointer = JsonPointer.compile(name);
    var last = pointer.last();
    if (last.mayMatchElement()) {
      root.withArray(pointer.head()).add(value);
    } else if (pointer.head().matches()) {
      root.put(last.getMatchingProperty(), value);
    } else {
      root.withObject(pointer.head()).put(last.getMatchingProperty(), value);
    }
  }

  private Map<String, String> values(Delivery delivery) {
    var validity =
        delivery.messageClass() == MessageClass.URGENT
            ? settings.urgentValidity()
            : settings.routineValidity();
    return Map.of(
        "number", delivery.address(),
        "digits", delivery.address().replace("+", ""),
        "text", delivery.rendered().text(),
        "sender", settings.allSenders().of(delivery.market()),
        "reference", reference(delivery),
        "class", delivery.messageClass().name().toLowerCase(Locale.ROOT),
        "validity-minutes", Long.toString(validity.toMinutes()));
  }
}
