package io.belay.endtoend;

import static io.belay.endtoend.CaseRequest.aCase;
import static io.belay.endtoend.Expected.promoted;
import static io.belay.endtoend.Expected.recorded;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.contract.Topics;
import io.belay.contract.TraceParent;
import io.belay.events.CaseEvent;
import io.belay.events.CaseProgress;
import io.belay.events.CustomerInformed;
import io.belay.events.TierPromoted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/** One trace tells a case's story: from the request to the proof that the customer was told. */
@ExtendWith(OnePlatform.class)
class CaseStoryIT {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Platform platform;
  private final RecordReader reader;

  CaseStoryIT(Platform platform) {
    this.platform = platform;
    this.reader = platform.recordReader();
  }

  @Test
  void theTraceOfARequestIsThatOfThePromotionLaterOfTheMessageAndOfItsProof() {
    var request = aCase("story-1").category("withdrawal-delayed");
    try (Bank bank = platform.bank();
        var events = log(Topics.CASE_EVENTS);
        var progress = log(Topics.CASE_PROGRESS);
        var deliveries = log(Topics.DELIVERIES_SMS_ROUTINE);
        var receipts = log(Topics.DELIVERY_RECEIPTS);
        var outcomes = log(Topics.DELIVERY_OUTCOMES)) {
      var opened = platform.intake().opens(request, "00-" + TRACE + "-00f067aa0ba902b7-01");
      assertThat(opened.status()).isEqualTo(201);
      assertThat(bank.opens(request)).isEqualTo(opened.field("caseId"));
      var caseId = opened.field("caseId");

      bank.expects(promoted("story-1", "front-line", "senior"));
      bank.reports("story-1", "CLOSED", Map.of());
      bank.expects(recorded("story-1", "CLOSED"));
      await("the proof that the customer was told")
          .pollInSameThread()
          .atMost(PATIENCE)
          .until(() -> events.of(caseId).stream().anyMatch(this::tells));

      assertThat(traceOf(first(events.of(caseId)))).isEqualTo(TRACE);
      assertThat(progress.of(caseId))
          .filteredOn(this::promotes)
          .isNotEmpty()
          .allSatisfy(record -> assertThat(traceOf(record)).isEqualTo(TRACE));
      assertThat(traceOf(first(deliveries.of(request.customer())))).isEqualTo(TRACE);
      assertThat(traceOf(first(outcomes.of(request.customer())))).isEqualTo(TRACE);
      assertThat(receipts.readAll()).extracting(CaseStoryIT::traceOf).contains(TRACE);
      assertThat(events.of(caseId))
          .filteredOn(this::tells)
          .extracting(CaseStoryIT::traceOf)
          .contains(TRACE);
    }
    var told =
        List.of(
            "intake-service",
            "escalation-service",
            "notification-service",
            "decide event",
            "decide deadline",
            "render message",
            "send message");
    await("the spans of all services at the collector")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(platform.collector().beside(TRACE, told))
                    .containsExactlyElementsOf(told));
  }

  @Test
  void logsAreOneJsonObjectALineAndNameNoCustomer() {
    var logs = platform.logs();

    assertThat(logs.lines().filter(line -> line.startsWith("{")))
        .isNotEmpty()
        .allSatisfy(
            line -> {
              var entry = JSON.readTree(line);
              assertThat(entry.has("@timestamp")).as(line).isTrue();
              assertThat(entry.path("ecs").path("version").asString("")).as(line).isNotBlank();
            });
    assertThat(logs)
        .doesNotContain("A. Customer", "+44770090", "mail.example", "Told on the phone");
  }

  private boolean promotes(ConsumerRecord<String, byte[]> record) {
    return reader.read(record.value(), CaseProgress.class).getPayload() instanceof TierPromoted;
  }

  private boolean tells(ConsumerRecord<String, byte[]> record) {
    return reader.read(record.value(), CaseEvent.class).getPayload() instanceof CustomerInformed;
  }

  private TopicLog log(String topic) {
    return new TopicLog(platform.bootstrapServers(), topic);
  }

  private static ConsumerRecord<String, byte[]> first(
      List<ConsumerRecord<String, byte[]>> records) {
    assertThat(records).isNotEmpty();
    return records.getFirst();
  }

  private static String traceOf(ConsumerRecord<String, byte[]> record) {
    var header = record.headers().lastHeader(TraceParent.HEADER);
    return header == null
        ? ""
        : TraceParent.parse(new String(Objects.requireNonNull(header.value()), UTF_8))
            .map(TraceParent::traceId)
            .orElse("");
  }
}
