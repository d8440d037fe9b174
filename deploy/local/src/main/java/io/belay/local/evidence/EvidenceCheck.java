package io.belay.local.evidence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.belay.contract.Topics;
import io.belay.events.CaseForgotten;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Whether the lines of an evidence agree with each other: what each record is said to say is what
 * its bytes say; the decisions are all there; each event was decided; each pack is the one its hash
 * names. Needs the file and nothing else.
 */
final class EvidenceCheck {
  private static final String FORGOTTEN = CaseForgotten.getClassSchema().getFullName();

  private final List<String> faults = new ArrayList<>();
  private final WireSchemas schemas = new WireSchemas("");
  private final List<Decision> decisions = new ArrayList<>();
  private final Set<String> reported = new TreeSet<>();
  private final Set<String> decided = new HashSet<>();
  private final Set<String> refs = new TreeSet<>();
  private final Map<String, String> packs = new HashMap<>();

  /**
   * A decision about a case.
   *
   * @param forgets it is the last of a case, whose id may be given again
   */
  private record Decision(long sequence, boolean forgets) {}

  private EvidenceCheck() {}

  /** What does not agree, a line each; empty when all does. */
  static List<String> faults(List<JsonNode> lines) {
    var check = new EvidenceCheck();
    for (var line : lines) {
      var schema = line.path("schema");
      if (schema.isObject()) {
        check.schemas.know(schema.path("id").asInt(), schema.path("avro").asString(""));
      }
    }
    for (var line : lines) {
      if (line.path("record").isObject()) {
        check.record(line.path("record"));
      }
    }
    check.conclude();
    return check.faults;
  }

  private void record(JsonNode record) {
    var where =
        "%s/%s@%s"
            .formatted(
                record.path("topic").asString(""),
                record.path("partition").asInt(),
                record.path("offset").asLong());
    JsonNode says;
    try {
      says = schemas.read(Base64.getDecoder().decode(record.path("bytes").asString("")));
    } catch (IllegalStateException | IllegalArgumentException e) {
      faults.add("%s cannot be read: %s".formatted(where, e.getMessage()));
      return;
    }
    if (!says.equals(record.path("says"))) {
      faults.add(where + " says something else than its bytes");
    }
    switch (record.path("topic").asString("")) {
      case Topics.CASE_EVENTS -> reported.add(says.path("eventId").asString(""));
      case Topics.CASE_PROGRESS -> progress(says);
      case Topics.POLICY_PACKS -> pack(where, record.path("key").asString(""), says);
      default -> {
        // outcomes stand for themselves
      }
    }
  }

  private void progress(JsonNode says) {
    long sequence = says.path("sequence").asLong();
    if (sequence > 0) {
      decisions.add(new Decision(sequence, says.path("payload").has(FORGOTTEN)));
    }
    decided.add(says.path("causedBy").asString(""));
    var pack = WireSchemas.text(says, "policyPack");
    if (!pack.isEmpty()) {
      refs.add(pack + "@" + WireSchemas.text(says, "policyVersion"));
    }
  }

  private void pack(String where, String key, JsonNode says) {
    var published = WireSchemas.member(says, "payload");
    var yaml = published.path("yaml").asString("");
    var sum = published.path("sha256").asString("");
    // Avro's JSON has a byte as the character of the same number
    var bytes = yaml.getBytes(ISO_8859_1);
    if (!SigningKey.sha256(bytes).equals(sum)) {
      faults.add(where + ": the pack's bytes do not have the hash it names");
    }
    packs.put(key, sum);
  }

  private void conclude() {
    numbersWithoutGap();
    reported.stream()
        .filter(event -> !decided.contains(event))
        .forEach(event -> faults.add("nothing was decided about event '%s'".formatted(event)));
    refs.stream()
        .filter(ref -> !packs.containsKey(ref))
        .forEach(ref -> faults.add("pack %s is not in the file".formatted(ref)));
  }

  /** From 1 on, and from 1 again where the case was forgotten and its id opened anew. */
  private void numbersWithoutGap() {
    var last = new Decision(0, false);
    for (var decision : decisions) {
      boolean opensAnew = last.forgets() && decision.sequence() == 1;
      if (decision.sequence() != last.sequence() + 1 && !opensAnew) {
        faults.add(
            "expected decision %d, but found %d"
                .formatted(last.sequence() + 1, decision.sequence()));
      }
      last = decision;
    }
  }
}
