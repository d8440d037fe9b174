package io.belay.escalation.simulate.report;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A report for programs: all figures of each pack, and where there are two, their difference. */
public final class JsonReport {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private JsonReport() {}

  public static String of(Report report) {
    ObjectNode json = JSON.createObjectNode();
    json.set("log", JSON.valueToTree(report.log()));
    JsonNode policy = JSON.valueToTree(report.policy());
    json.set("policy", policy);
    if (report.against() != null) {
      JsonNode against = JSON.valueToTree(report.against());
      json.set("against", against);
      json.set("difference", Difference.of(policy.path("figures"), against.path("figures")));
    }
    return JSON.writeValueAsString(json) + "\n";
  }
}
