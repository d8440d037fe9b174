package io.belay.local.operate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Why a case is where it is, from the escalation service's API, for people. */
final class CaseExplanation {
  private final ServiceCall escalation;
  private final JsonMapper json = new JsonMapper();

  CaseExplanation(ServiceCall escalation) {
    this.escalation = escalation;
  }

  /** State, clocks and every step, one a line. */
  List<String> lines(String caseId) {
    var path = "/v1/cases/" + ServiceCall.segment(caseId);
    var lines = new ArrayList<String>();
    var state = get(path, caseId);
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
    addTiers(lines, path, caseId);
    lines.add("");
    lines.add("steps");
    addSteps(lines, path, caseId);
    return lines;
  }

  /** Of a case with too many steps nobody tells them: its steps are told all the same. */
  private void addTiers(List<String> lines, String path, String caseId) {
    try {
      for (var tier : get(path + "/tiers", caseId)) {
        lines.add(
            "  %-16s %s, used %s%s: %s"
                .formatted(
                    text(tier, "tier"),
                    text(tier, "elapsed"),
                    text(tier, "used"),
                    labelled(" of ", text(tier, "budget")),
                    parties(tier.path("consumedBy"))));
      }
    } catch (ServiceCall.TooMuchAskedException tooMany) {
      lines.add("  not told: " + text(json.readTree(tooMany.problem()), "detail"));
    }
  }

  /** One answer does not hold all of a long case: asks for what comes after, until nothing does. */
  private void addSteps(List<String> lines, String path, String caseId) {
    long told = 0;
    long asked;
    do {
      asked = told;
      for (var step : get(path + "/timeline?after=" + asked, caseId)) {
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

  private JsonNode get(String path, String caseId) {
    return json.readTree(
        escalation
            .find(path)
            .orElseThrow(() -> new IllegalStateException("there is no case '" + caseId + "'")));
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
