package io.belay.local.evidence;

import static io.belay.local.evidence.PartitionReading.key;

import io.belay.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;

/**
 * All that was recorded about a case: its events, what was decided, what became of its messages,
 * and the packs it was decided by, each record with its bytes. No contact data and no free text:
 * they stand in topics of their own, which are not read.
 */
public final class CaseEvidence {
  static final String FORMAT = "belay-evidence";
  static final int VERSION = 1;

  private final Map<String, Object> client;
  private final String registryUrl;
  private final Instant since;

  /**
   * @param client settings of a Kafka client that may read the three topics and the packs
   * @param since when the case was opened, or earlier: what was appended before is not looked at
   */
  public CaseEvidence(Map<String, Object> client, String registryUrl, Instant since) {
    this.client = Map.copyOf(client);
    this.registryUrl = registryUrl;
    this.since = since;
  }

  /**
   * The lines of a case's evidence.
   *
   * @param by who exports it
   * @throws IllegalStateException when there is no such case, or something cannot be read
   */
  List<Map<String, Object>> lines(String caseId, String by, Instant now) {
    var schemas = new WireSchemas(registryUrl);
    var lines = new ArrayList<Map<String, Object>>();
    var extents = new ArrayList<Map<String, Object>>();
    var refs = new TreeSet<String>();
    var customer = "";
    try (var reading = new PartitionReading(client, since)) {
      for (var topic : List.of(Topics.CASE_EVENTS, Topics.CASE_PROGRESS)) {
        var read = reading.read(topic, caseId, record -> key(record).equals(caseId));
        extents.add(read.extent());
        for (var record : read.found()) {
          var says = schemas.read(record.value());
          lines.add(line(record, says));
          if (topic.equals(Topics.CASE_PROGRESS)) {
            addRef(refs, says);
            var named = WireSchemas.text(says, "customerId");
            customer = named.isEmpty() ? customer : named;
          }
        }
      }
      if (lines.isEmpty()) {
        throw new IllegalStateException(
            "there is no record of case '%s' since %s".formatted(caseId, since));
      }
      addOutcomes(caseId, customer, reading, schemas, lines, extents);
    }
    try (var packs = new PartitionReading(client, Instant.EPOCH)) {
      var read = packs.read(Topics.POLICY_PACKS, "", record -> refs.contains(key(record)));
      read.found().forEach(record -> lines.add(line(record, schemas.read(record.value()))));
    }
    var all = new ArrayList<Map<String, Object>>();
    all.add(header(caseId, by, now, extents));
    schemas
        .known()
        .forEach(
            (id, schema) -> all.add(Map.of("schema", Map.of("id", id, "avro", schema.toString()))));
    all.addAll(lines);
    return all;
  }

  private static void addRef(Set<String> refs, JsonNode progress) {
    var pack = WireSchemas.text(progress, "policyPack");
    if (!pack.isEmpty()) {
      refs.add(pack + "@" + WireSchemas.text(progress, "policyVersion"));
    }
  }

  private static void addOutcomes(
      String caseId,
      String customer,
      PartitionReading reading,
      WireSchemas schemas,
      List<Map<String, Object>> lines,
      List<Map<String, Object>> extents) {
    if (customer.isEmpty()) {
      return;
    }
    var read =
        reading.read(Topics.DELIVERY_OUTCOMES, customer, record -> key(record).equals(customer));
    extents.add(read.extent());
    for (var record : read.found()) {
      var says = schemas.read(record.value());
      if (says.path("caseId").asString("").equals(caseId)) {
        lines.add(line(record, says));
      }
    }
  }

  private static Map<String, Object> header(
      String caseId, String by, Instant now, List<Map<String, Object>> extents) {
    var header = new LinkedHashMap<String, Object>();
    header.put(FORMAT, VERSION);
    header.put("caseId", caseId);
    header.put("exportedAt", now.toString());
    header.put("exportedBy", by);
    header.put("read", extents);
    return header;
  }

  private static Map<String, Object> line(ConsumerRecord<byte[], byte[]> record, JsonNode says) {
    var line = new LinkedHashMap<String, Object>();
    line.put("topic", record.topic());
    line.put("partition", record.partition());
    line.put("offset", record.offset());
    line.put("timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
    line.put("timestampType", record.timestampType().toString());
    line.put("key", key(record));
    var trace = record.headers().lastHeader("traceparent");
    if (trace != null) {
      line.put("traceparent", new String(trace.value(), StandardCharsets.US_ASCII));
    }
    line.put("bytes", Base64.getEncoder().encodeToString(record.value()));
    line.put("says", says);
    return Map.of("record", line);
  }
}
