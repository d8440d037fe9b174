package io.belay.intake;

import static io.belay.intake.IntakeServiceTests.opening;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.contract.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class BrokerAwayTests {
  private static final Platform PLATFORM = Platform.shared();

  private final BankSystem bank = PLATFORM.bank("call-centre");
  private final TopicReader topics = PLATFORM.reader();

  @Test
  void whileTheBrokerIsAwayTheAnswerIs503AndTheSameKeySucceedsAfterwards(CapturedOutput log) {
    String body = opening("C-2001", "away-" + UUID.randomUUID());
    String caseId = bank.post("/v1/cases", opening("C-2000", "warm")).text("caseId");
    assertThat(caseId).isNotEmpty();
    awaitReadiness(200);
    var counts = new AnswerCounts(bank);

    PLATFORM.killBroker();
    long startNanos = System.nanoTime();
    var refused = bank.post("/v1/cases", body);
    var tookMillis = (System.nanoTime() - startNanos) / 1_000_000;
    assertThat(refused.status()).isEqualTo(503);
    assertThat(counts.added()).isEqualTo(Map.of("rest OPENED 503", 1));
    assertThat(log.getAll()).doesNotContain("王芳", "13800138000", "wang@example.com", "提现没到账");
    assertThat(tookMillis).isLessThan(5_000);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(refused.text("type")).isEqualTo("urn:belay:problem:not-acknowledged");
    awaitReadiness(503);
    assertThat(bank.get("/actuator/health/liveness").status()).isEqualTo(200);

    PLATFORM.startBrokerAgain();
    var answer =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> bank.post("/v1/cases", body), a -> a.status() == 201);
    assertThat(bank.post("/v1/cases", body).text("caseId")).isEqualTo(answer.text("caseId"));
    assertThat(topics.ofKey(Topics.CASE_EVENTS, answer.text("caseId"), 2))
        .allSatisfy(
            event -> assertThat(topics.eventId(event)).isEqualTo(answer.text("caseId") + ":open"));
    awaitReadiness(200);
  }

  @Test
  void afterALineThatWasNotAcknowledgedNoLaterLineOfItsCaseIsTried() {
    String held = UUID.randomUUID().toString();
    String other = UUID.randomUUID().toString();
    try (var stream = new HeldStream(bank)) {
      assertThat(stream.exchange(note(held, "n-1"))).contains("\"status\":202");
      PLATFORM.killBroker();
      assertThat(stream.exchange(note(held, "n-2")))
          .contains("\"status\":503", "\"eventId\":\"n-2\"", "urn:belay:problem:not-acknowledged");
      PLATFORM.startBrokerAgain();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  stream
                      .exchange(note(UUID.randomUUID().toString(), "probe"))
                      .contains("\"status\":202"));
      var counts = new AnswerCounts(bank);
      assertThat(stream.exchange(note(held, "n-3")))
          .contains("\"status\":503", "Not tried: an earlier line was not acknowledged");
      assertThat(counts.added()).isEqualTo(Map.of("ndjson NOTE 503", 1));
      assertThat(stream.exchange(note(other, "n-4"))).contains("\"status\":202");
    }
    assertThat(topics.ofKey(Topics.CASE_EVENTS, held, 1))
        .extracting(topics::eventId)
        .doesNotContain("n-3");
  }

  private static String note(String caseId, String eventId) {
    return "{\"caseId\":\"%s\",\"type\":\"NOTE\",\"eventId\":\"%s\",\"text\":\"t\"}"
        .formatted(caseId, eventId);
  }

  private void awaitReadiness(int status) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> bank.get("/actuator/health/readiness").status() == status);
  }
}
