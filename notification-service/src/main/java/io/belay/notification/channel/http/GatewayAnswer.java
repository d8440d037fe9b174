package io.belay.notification.channel.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.belay.notification.channel.http.GatewaySettings.Answers;
import io.belay.notification.channel.http.GatewaySettings.Meaning;
import io.belay.notification.channel.http.GatewaySettings.Rule;
import io.belay.notification.domain.SendResult;
import io.belay.notification.domain.SendResult.Accepted;
import io.belay.notification.domain.SendResult.Refused;
import io.belay.notification.domain.SendResult.Unknown;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A gateway's answer, and what it means. */
final class GatewayAnswer {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_ID = 65;

  private final int status;
  private final byte[] body;

  /**
   * @param status HTTP status
   * @param body bounded
   */
  GatewayAnswer(int status, byte[] body) {
    this.status = status;
    this.body = body;
  }

  SendResult meaning(Answers answers, String reference) {
    var json = json(body);
    var text = new String(body, UTF_8);
    var rule = answers.rules().stream().filter(each -> fits(each, json, text)).findFirst();
    var reason = rule.map(Rule::reason).orElse("http-" + status);
    return switch (rule.map(Rule::means).orElseGet(this::usualMeaning)) {
      case ACCEPTED -> accepted(answers.id(), json, reference);
      case REFUSED -> new Refused(reason, false);
      case REFUSED_FOR_NOW -> new Refused(reason, true);
      case THROTTLED -> new Refused(Refused.THROTTLED, true);
      case UNKNOWN -> new Unknown(reason);
    };
  }

  static JsonNode json(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException notJson) {
      return MissingNode.getInstance();
    }
  }

  /** A short text or number at a pointer. */
  static Optional<String> shortText(JsonNode json, String pointer, int longest) {
    var value = json.at(pointer);
    if (!value.isString() && !value.isNumber()) {
      return Optional.empty();
    }
    var text = value.asString().strip();
    return text.isEmpty() || text.length() > longest ? Optional.empty() : Optional.of(text);
  }

  private static SendResult accepted(String pointer, JsonNode json, String reference) {
    if (pointer.isEmpty()) {
      return new Accepted(List.of(reference));
    }
    return shortText(json, pointer, LONGEST_ID)
        .<SendResult>map(id -> new Accepted(List.of(id)))
        .orElseGet(() -> new Unknown("no-id"));
  }

  private boolean fits(Rule rule, JsonNode json, String text) {
    var bounds = rule.status().split("-", -1);
    int least = Integer.parseInt(bounds[0]);
    int most = Integer.parseInt(bounds[bounds.length - 1]);
    if (status < least || status > most) {
      return false;
    }
    var value = rule.pointer().isEmpty() ? text : json.at(rule.pointer()).asString("");
    return rule.matches().matcher(value).find();
  }

  private Meaning usualMeaning() {
    if (status >= 200 && status < 300) {
      return Meaning.ACCEPTED;
    }
    return switch (status) {
      case 429 -> Meaning.THROTTLED;
      case 503 -> Meaning.REFUSED_FOR_NOW;
      case 408 -> Meaning.UNKNOWN;
      default -> status >= 500 ? Meaning.UNKNOWN : Meaning.REFUSED;
    };
  }
}
