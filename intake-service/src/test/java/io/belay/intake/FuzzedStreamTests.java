package io.belay.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.local.fuzz.FuzzRun;
import io.belay.local.fuzz.Mutations;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whatever the lines of a batch are: each has its result, in order, and the last one is taken. */
class FuzzedStreamTests {
  private static final Platform PLATFORM = Platform.shared();
  private static final int LINES_A_REQUEST = 500;
  private static final List<String> LINES =
      List.of(
          "{\"caseId\":\"%s\",\"type\":\"NOTE\",\"eventId\":\"n-1\",\"text\":\"t\"}",
          "{\"caseId\":\"%s\",\"type\":\"RATED\",\"score\":4}",
          "{\"caseId\":\"%s\",\"type\":\"WAITING_STARTED\",\"on\":\"CUSTOMER\",\"reason\":\"r\"}",
          "{\"open\":{\"category\":\"wrong-debit\",\"channel\":\"APP\",\"summary\":\"s\","
              + "\"customer\":{\"id\":\"C-1\"},\"idempotencyKey\":\"%s\"}}",
          "{\"caseId\":\"%s\",\"caseId\":7,\"type\":\"CLOSED\"}",
          "{\"caseId\":\"%s\",\"type\":[[[[[[[[]]]]]]]]}",
          "{\"open\":{\"open\":{\"open\":\"%s\"}}}",
          "\ufeff{\"caseId\":\"%s\",\"type\":\"CLOSED\"}",
          "{\"caseId\":\"%s\",\"type\":\"RECLASSIFIED\",\"amount\":1e400000000}",
          "\"%s\"",
          "null",
          "[]");

  private final BankSystem bank = PLATFORM.bank("fuzzed");

  @Test
  void linesOfAnyShapeHaveEachItsResult() {
    try (var run = FuzzRun.of("lines of NDJSON", 1_500, 60_000)) {
      var mutations = new Mutations(run.random());
      for (int sent = 0; sent < run.inputs(); sent += LINES_A_REQUEST) {
        var results = results(run, mutations);
        assertThat(results).hasSize(LINES_A_REQUEST + 1);
        for (int line = 0; line < LINES_A_REQUEST; line++) {
          var result = results.get(line);
          assertThat(result.path("line").asInt()).isEqualTo(line + 1);
          int status = result.path("status").asInt();
          run.became(String.valueOf(status));
          assertThat(status).isIn(201, 202, 400, 413, 422);
          if (status >= 400) {
            assertThat(result.path("type").asString("")).startsWith("urn:belay:problem:");
          }
        }
        assertThat(results.getLast().path("status").asInt()).isEqualTo(202);
      }
      assertThat(run.outcomes()).containsKeys("201", "202", "400", "422");
    }
  }

  private List<JsonNode> results(FuzzRun run, Mutations mutations) {
    var body = new ByteArrayOutputStream();
    for (int line = 0; line < LINES_A_REQUEST; line++) {
      body.writeBytes(line(run, mutations));
      body.write('\n');
    }
    body.writeBytes(
        "{\"caseId\":\"%s\",\"type\":\"CLOSED\"}".formatted(UUID.randomUUID()).getBytes(UTF_8));
    try (var results = bank.stream(BodyPublishers.ofByteArray(body.toByteArray()))) {
      return results.toList();
    }
  }

  private static byte[] line(FuzzRun run, Mutations mutations) {
    var id = new UUID(run.random().nextLong(), run.random().nextLong());
    var sound = run.oneOf(LINES).formatted(id).getBytes(UTF_8);
    var line = run.onceIn(2) ? mutations.of(sound) : sound;
    for (int i = 0; i < line.length; i++) {
      line[i] = line[i] == '\n' ? (byte) 'n' : line[i];
    }
    return new String(line, UTF_8).isBlank() ? new byte[] {'{'} : line;
  }
}
