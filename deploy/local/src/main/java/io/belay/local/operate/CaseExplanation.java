package io.belay.local.operate;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Why a case is where it is, from the escalation service's API, for people. */
final class CaseExplanation {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int UNAUTHORISED = 401;
  private static final int TOO_MANY_STEPS = 422;

  private final String escalation;
  private final String token;
  private final JsonMapper json = new JsonMapper();

  CaseExplanation(String escalation, String token) {
    this.escalation = escalation;
    this.token = token;
  }

  /** State, clocks and every step, one a line. */
  List<String> lines(String caseId) {
    var path = "/v1/cases/" + URLEncoder.encode(caseId, StandardCharsets.UTF_8);
    try (var http = HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build()) {
      var lines = new ArrayList<String>();
      var state = get(http, path, caseId);
      lines.add(
          "case %s: %s, %s, %s, with tier %s (queue %s), policy %s"
              .formatted(
                  caseId,
                  text(state, "state"),
                  text(state, "category"),
                  text(state, "priority"),
                  text(state, "tier"),
                  text(state, "queue"),
                  text(state, "policy")));
      lines.add("opened %s".formatted(text(state, "openedAt")));
      if (!text(state, "nextDueAt").isEmpty()) {
        lines.add("next decision without an event: " + text(state, "nextDueAt"));
      }
      lines.add("");
      lines.add("clocks");
      for (var clock : state.path("clocks")) {
        lines.add(
            "  %-16s %-9s due %s%s%s"
                .formatted(
                    text(clock, "clock"),
                    text(clock, "state"),
                    text(clock, "dueAt"),
                    labelled("  left ", text(clock, "remaining")),
                    labelled("  because ", text(clock, "reason"))));
      }
      lines.add("");
      lines.add("time at each tier");
      addTiers(lines, http, path, caseId);
      lines.add("");
      lines.add("steps");
      addSteps(lines, http, path, caseId);
      return lines;
    }
  }

  /** Of a case with too many steps nobody tells them: its steps are told all the same. */
  private void addTiers(List<String> lines, HttpClient http, String path, String caseId) {
    var answer = ask(http, path + "/tiers");
    if (answer.statusCode() == TOO_MANY_STEPS) {
      lines.add("  not told: " + text(json.readTree(answer.body()), "detail"));
      return;
    }
    for (var tier : read(answer, caseId)) {
      lines.add(
          "  %-16s %s, used %s%s: %s"
              .formatted(
                  text(tier, "tier"),
                  text(tier, "elapsed"),
                  text(tier, "used"),
                  labelled(" of ", text(tier, "budget")),
                  parties(tier.path("consumedBy"))));
    }
  }

  /** One answer does not hold all of a long case: asks for what comes after, until nothing does. */
  private void addSteps(List<String> lines, HttpClient http, String path, String caseId) {
    long told = 0;
    long asked;
    do {
      asked = told;
      for (var step : get(http, path + "/timeline?after=" + asked, caseId)) {
        if (step.path("sequence").asLong() > told) {
          lines.add(line(step));
          told = step.path("sequence").asLong();
        }
      }
    } while (told > asked);
  }

  private static String line(JsonNode step) {
    return "  %4s  %-24s  %-17s %-18s %s"
        .formatted(
            text(step, "sequence"),
            text(step, "decidedAt"),
            text(step, "type"),
            text(step, "tier"),
            details(step.path("details")));
  }

  private JsonNode get(HttpClient http, String path, String caseId) {
    return read(ask(http, path), caseId);
  }

  private JsonNode read(HttpResponse<String> response, String caseId) {
    return switch (response.statusCode()) {
      case OK -> json.readTree(response.body());
      case NOT_FOUND -> throw new IllegalStateException("there is no case '" + caseId + "'");
      case UNAUTHORISED ->
          throw new IllegalStateException(
              "a token is needed: --token TOKEN, or BELAY_TOKEN; ./run prints one");
      default ->
          throw new IllegalStateException(
              "escalation answered %d: %s".formatted(response.statusCode(), response.body()));
    };
  }

  private HttpResponse<String> ask(HttpClient http, String path) {
    var request =
        HttpRequest.newBuilder(URI.create(escalation + path))
            .timeout(ANSWER_WITHIN)
            .header("Authorization", "Bearer " + token)
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("no answer from escalation at " + escalation, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String parties(JsonNode shares) {
    return shares
        .valueStream()
        .map(share -> text(share, "party") + " " + text(share, "elapsed"))
        .collect(Collectors.joining(", "));
  }

  /** What a step says, without what is empty or nested. */
  private static String details(JsonNode details) {
    return details.properties().stream()
        .filter(field -> field.getValue().isValueNode() && !field.getValue().isNull())
        .map(field -> field.getKey() + "=" + field.getValue().asString())
        .collect(Collectors.joining(" "));
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  private static String labelled(String label, String text) {
    return text.isEmpty() ? "" : label + text;
  }
}
