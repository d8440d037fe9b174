package io.belay.intake.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.TrustedRecords;
import io.belay.intake.domain.CaseEventChecks;
import io.belay.intake.domain.Checked;
import io.belay.intake.domain.Masking;
import io.belay.intake.domain.Submission;
import io.belay.intake.domain.Submitter;
import io.belay.intake.wire.Records;
import io.belay.local.fuzz.FuzzRun;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever a body says: it becomes a record that can be written, or is refused with reasons;
 * nothing else.
 */
class FuzzedDoorTests {
  static {
    TrustedRecords.trust();
  }

  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  private static final String CASE = "0192f3c4-5d6e-7a8b-9c0d-1e2f3a4b5c6d";
  private static final Submitter CRM = new Submitter("crm", "svc-crm", "key-1", true);
  private static final List<String> TYPES =
      List.of(
          "ASSIGNED",
          "AGENT_REPLIED",
          "CUSTOMER_REPLIED",
          "WAITING_STARTED",
          "WAITING_ENDED",
          "ESCALATION_REQUESTED",
          "DEESCALATED",
          "RECLASSIFIED",
          "MILESTONE_REACHED",
          "EXTENSION_GRANTED",
          "COMPLAINT_RAISED",
          "RESOLVED",
          "REOPENED",
          "CLOSED",
          "RATED",
          "CONTACT_MISSED",
          "LINKED",
          "NOTE",
          "NO_SUCH_TYPE");
  private static final List<String> NAMES =
      List.of(
          "type",
          "eventId",
          "occurredAt",
          "openedAt",
          "by",
          "kind",
          "agentId",
          "displayName",
          "team",
          "customerId",
          "customer",
          "id",
          "phone",
          "email",
          "locale",
          "zone",
          "category",
          "channel",
          "summary",
          "priority",
          "transaction",
          "reference",
          "amount",
          "currency",
          "handledBy",
          "market",
          "entity",
          "on",
          "reason",
          "tier",
          "queue",
          "agent",
          "mode",
          "milestone",
          "clock",
          "approver",
          "about",
          "outcome",
          "score",
          "direction",
          "tries",
          "text",
          "differentAgent",
          "preferredChannels",
          "externalId",
          "source",
          "unheardOf");
  private static final List<Object> VALUES =
      List.of(
          "",
          " ",
          "P1",
          "AGENT",
          "CUSTOMER",
          "PHONE",
          "SMS",
          "A-17",
          "CN",
          "C-1",
          "199.00",
          "-0",
          "1e400000000",
          "2026-11-22T08:00:00Z",
          "+999999999-12-31T23:59:59Z",
          "0000-00-00",
          "+8613800138000",
          "wang@example.com",
          "a\u0000b",
          "\ud83d",
          "\u202eabc",
          "王芳",
          "4111 1111 1111 1111",
          "x".repeat(5_000),
          "deadline:2026-01-01T00:00:00Z",
          true,
          false,
          0,
          -1,
          Integer.MAX_VALUE,
          3.5,
          List.of());

  private final FuzzRun run = FuzzRun.of("bodies of requests", 12_000, 400_000);
  private final Random random = run.random();
  private final JsonMapper json = new JsonMapper();
  private final JsonTrees trees = new JsonTrees();
  private final CaseEventChecks checks = new CaseEventChecks(new Masking(secret -> {}));

  @Test
  void aBodyOfAnyShapeIsTakenOrRefusedWithReasons() throws Exception {
    try (run) {
      for (int i = 0; i < run.inputs(); i++) {
        run.became(
            outcome(damaged(json.writeValueAsString(random.nextBoolean() ? opening() : event()))));
      }
      assertThat(run.outcomes().getOrDefault("taken", 0)).isGreaterThan(run.inputs() / 50);
      assertThat(run.outcomes().getOrDefault("invalid", 0)).isGreaterThan(run.inputs() / 4);
    }
  }

  private String outcome(byte[] body) throws Exception {
    Map<?, ?> tree;
    try {
      tree = trees.object(body);
    } catch (ProblemException unreadable) {
      assertThat(unreadable.problem()).isNotNull();
      return "unreadable";
    }
    var checked =
        tree.containsKey("type")
            ? checks.event(CASE, tree, CRM, NOW)
            : checks.opening(tree, CRM, NOW);
    return switch (checked) {
      case Checked.Fit<Submission> fit -> {
        writes(Records.caseEvent(fit.value().event()));
        yield "taken";
      }
      case Checked.Unfit<Submission> unfit -> {
        assertThat(unfit.errors())
            .isNotEmpty()
            .allSatisfy(error -> assertThat(error.message()).isNotBlank());
        yield "invalid";
      }
      case Checked.NeedsScope<Submission> needs -> {
        assertThat(needs.scope()).isNotBlank();
        yield "needs a scope";
      }
    };
  }

  private static void writes(SpecificRecord record) throws Exception {
    var out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
    assertThat(out.size()).isBetween(1, 1 << 20);
  }

  private Map<String, @Nullable Object> opening() {
    var opening = new HashMap<String, @Nullable Object>();
    opening.put("category", "account-locked");
    opening.put("channel", "APP");
    opening.put("summary", "locked");
    opening.put("customer", new HashMap<>(Map.of("id", "C-1")));
    spoil(opening);
    return opening;
  }

  private Map<String, @Nullable Object> event() {
    var event = new HashMap<String, @Nullable Object>();
    event.put("type", TYPES.get(random.nextInt(TYPES.size())));
    event.put("on", "CUSTOMER");
    event.put("reason", "somebody said so");
    spoil(event);
    return event;
  }

  /** A few more fields, or other ones, with whatever in them. */
  private void spoil(Map<String, @Nullable Object> object) {
    for (int i = random.nextInt(5); i > 0; i--) {
      var name = NAMES.get(random.nextInt(NAMES.size()));
      if (random.nextInt(5) == 0) {
        object.remove(name);
      } else {
        object.put(name, value(3));
      }
    }
  }

  private @Nullable Object value(int depth) {
    int dice = random.nextInt(depth > 0 ? 12 : 10);
    if (dice == 0) {
      return null;
    }
    if (dice == 10) {
      var list = new ArrayList<@Nullable Object>();
      for (int i = random.nextInt(25); i > 0; i--) {
        list.add(value(depth - 1));
      }
      return list;
    }
    if (dice == 11) {
      var object = new HashMap<String, @Nullable Object>();
      for (int i = random.nextInt(4); i > 0; i--) {
        object.put(NAMES.get(random.nextInt(NAMES.size())), value(depth - 1));
      }
      return object;
    }
    return VALUES.get(random.nextInt(VALUES.size()));
  }

  private byte[] damaged(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    if (random.nextInt(5) == 0 && bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
