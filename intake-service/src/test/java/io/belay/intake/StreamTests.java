package io.belay.intake;

import static io.belay.intake.IntakeServiceTests.opening;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.belay.contract.Topics;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StreamTests {
  private static final Platform PLATFORM = Platform.shared();
  private static final int MANY_LINES = 100_000;
  private static final int PADDING_CHARS = 8_500;

  private final BankSystem bank = PLATFORM.bank("replay");
  private final TopicReader topics = PLATFORM.reader();

  private List<JsonNode> results(String... lines) {
    try (var results = bank.stream(BodyPublishers.ofString(String.join("\n", lines)))) {
      return results.toList();
    }
  }

  private static String oneLine(String json) {
    return json.replace("\n", " ");
  }

  @Test
  void everyLineHasItsResultInOrder() {
    String key = UUID.randomUUID().toString();
    String open =
        "{\"open\":"
            + oneLine(opening("C-3001", "x"))
                .replaceFirst("\\{", "{\"idempotencyKey\":\"%s\",".formatted(key))
            + "}";
    var first = results(open).getFirst();
    String caseId = first.path("caseId").asString("");
    var results =
        results(
            open,
            "",
            "{\"caseId\":\"%s\",\"type\":\"NOTE\",\"eventId\":\"n\",\"text\":\"t\"}"
                .formatted(caseId),
            "{\"caseId\":\"%s\",\"type\":\"RATED\",\"score\":9}\r".formatted(caseId),
            "not json",
            "   ",
            "{\"caseId\":\"%s\",\"type\":\"CLOSED\",\"eventId\":\"c\"}".formatted(caseId),
            "{\"open\":7}",
            "[" + " ".repeat(1_048_576) + "]",
            "{\"caseId\":\"%s\",\"type\":\"REOPENED\",\"eventId\":\"r\"}".formatted(caseId));

    assertThat(results)
        .extracting(r -> r.path("line").asInt(), r -> r.path("status").asInt())
        .containsExactly(
            tuple(1, 201),
            tuple(3, 202),
            tuple(4, 422),
            tuple(5, 400),
            tuple(7, 202),
            tuple(8, 400),
            tuple(9, 413),
            tuple(10, 202));
    assertThat(results.getFirst().path("caseId").asString("")).isEqualTo(caseId);
    assertThat(results.get(2).path("errors").get(0).path("field").asString("")).isEqualTo("score");
    assertThat(results.get(2).path("type").asString("")).isEqualTo("urn:belay:problem:invalid");
    assertThat(topics.ofKey(Topics.CASE_EVENTS, caseId, 5))
        .extracting(topics::eventId)
        .containsExactly(caseId + ":open", caseId + ":open", "n", "c", "r");
  }

  @Test
  void aResultNamesTheFirstFiveWrongFieldsAndSaysHowManyMoreThereAre() {
    var line =
        "{\"caseId\":\"%s\",\"type\":\"CLOSED\",%s}"
            .formatted(
                UUID.randomUUID(),
                IntStream.range(0, 8)
                    .mapToObj("\"field-%d\":1"::formatted)
                    .collect(Collectors.joining(",")));
    var result = results(line).getFirst();
    assertThat(result.path("status").asInt()).isEqualTo(422);
    assertThat(result.path("errors").size()).isEqualTo(5);
    assertThat(result.path("detail").asString("")).endsWith("not named: 3");
  }

  @Test
  void linesOfOneCaseStayInOrderAmongManyOthers() {
    var cases = IntStream.range(0, 7).mapToObj(i -> UUID.randomUUID().toString()).toList();
    var lines =
        IntStream.range(0, 2_100)
            .mapToObj(
                i ->
                    "{\"caseId\":\"%s\",\"type\":\"%s\",\"eventId\":\"e-%d\"%s}"
                        .formatted(
                            cases.get(i % 7),
                            i % 2 == 0 ? "NOTE" : "AGENT_REPLIED",
                            i,
                            // a text takes a way of its own before the event: the slow line
                            i % 2 == 0 ? ",\"text\":\"t\"" : ""))
            .toArray(String[]::new);
    assertThat(results(lines)).hasSize(2_100).allMatch(r -> r.path("status").asInt() == 202);
    for (int i = 0; i < 7; i++) {
      int first = i;
      assertThat(topics.ofKey(Topics.CASE_EVENTS, cases.get(i), 300))
          .extracting(topics::eventId)
          .containsExactlyElementsOf(
              IntStream.range(0, 300).mapToObj(n -> "e-" + (first + n * 7)).toList());
    }
  }

  @Test
  void resultsComeWhileTheBodyIsStillOpen() {
    try (var stream = new HeldStream(bank)) {
      for (int i = 1; i <= 3; i++) {
        assertThat(
                stream.exchange(
                    "{\"caseId\":\"%s\",\"type\":\"CLOSED\"}".formatted(UUID.randomUUID())))
            .contains("\"line\":" + i, "\"status\":202");
      }
    }
  }

  /** The body is larger than the heap of this JVM, in which the service runs too. */
  @Test
  void aBodyLargerThanTheHeapIsTakenLineByLine() {
    assertThat((long) MANY_LINES * PADDING_CHARS).isGreaterThan(Runtime.getRuntime().maxMemory());
    String padding = " ".repeat(PADDING_CHARS);
    try (var stream = new HeldStream(bank)) {
      var sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; i < MANY_LINES; i++) {
                      stream.send(
                          "{\"caseId\":\"%s\",\"type\":\"CLOSED\",%s\"eventId\":\"m-%d\"}\n"
                              .formatted(new UUID(7, i % 5_000), padding, i));
                    }
                  });
      for (int line = 1; line <= MANY_LINES; line++) {
        assertThat(stream.result()).startsWith("{\"line\":%d,\"status\":202,".formatted(line));
      }
      await().until(() -> !sender.isAlive());
    }
  }
}
