package io.belay.notification.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.events.DeliveryReceipt;
import io.belay.events.Receipt;
import io.belay.local.fuzz.FuzzRun;
import io.belay.local.fuzz.Mutations;
import io.belay.notification.channel.http.CallbackSignature;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/**
 * Whatever a callback says: its receipts are taken, all of them, or it is answered with a problem
 * and none is.
 */
class FuzzedCallbacksTest {
  private static final int MOST_RECEIPTS = 1_000;
  private static final List<String> NAMES =
      List.of("messageId", "messageId", "status", "name", "code", "results", "", "\\u0000", "x");
  private static final List<String> VALUES =
      List.of(
          "\"m-1\"",
          "\"DELIVRD\"",
          "\"BLOCKED\"",
          "\"\"",
          "\" \"",
          "\"\\ud83d\"",
          "\"\\u0000\"",
          "\"smsc|m-1\"",
          "\"" + "y".repeat(70) + "\"",
          "0",
          "-0.0",
          "17",
          "1e400",
          "1e-400",
          "9".repeat(60),
          "9".repeat(2_000),
          "1E+1000000000",
          "NaN",
          "true",
          "null",
          "[]",
          "{}",
          "[[[[]]]]",
          "'m-1'",
          "\"unclosed");
  private static final List<String> ENDS = List.of("", "", "", "", " ", "}", "\u0000", "{}", ",");
  private static final List<Charset> CHARSETS = List.of(UTF_8, UTF_8, UTF_8, ISO_8859_1, UTF_16LE);

  private final MockProducer<String, Object> records =
      new MockProducer<>(true, null, new StringSerializer(), (topic, value) -> new byte[0]);

  @Test
  void aCallbackOfAnyShapeIsTakenWholeOrAnsweredWithAProblem() {
    var client = GatewayReceiptControllerTest.client(records);
    try (var run = FuzzRun.of("callbacks of HTTP gateways", 1_500, 60_000)) {
      var mutations = new Mutations(run.random());
      for (int i = 0; i < run.inputs(); i++) {
        var body = body(run, mutations);
        var at = run.onceIn(20) ? oddTime(run) : now();
        var signature =
            run.onceIn(20)
                ? new String(mutations.of(signed(at, body).getBytes(UTF_8)), ISO_8859_1)
                    .replaceAll("[^ -~]", "?")
                : signed(at, body);
        var answer =
            client
                .post()
                .uri(
                    "/v1/gateways/{gateway}/receipts",
                    run.onceIn(30) ? run.oneOf(List.of("other", "%", "\u732b", "a b")) : "acme")
                .header(GatewayReceiptController.TIMESTAMP, at)
                .header(GatewayReceiptController.SIGNATURE, signature)
                .bodyValue(body)
                .exchange()
                .expectBody()
                .returnResult();
        int status = answer.getStatus().value();
        run.became(String.valueOf(status));
        assertThat(status).as(new String(body, ISO_8859_1)).isIn(204, 401, 413, 422);
        if (status == 204) {
          assertThat(records.history()).hasSizeBetween(1, MOST_RECEIPTS);
          assertThat(records.history()).allSatisfy(record -> sound(record.value()));
        } else {
          assertThat(new String(Objects.requireNonNull(answer.getResponseBody()), UTF_8))
              .contains("urn:belay:problem:");
          assertThat(records.history()).isEmpty();
        }
        records.clear();
      }
      assertThat(run.outcomes()).containsKeys("204", "401", "413", "422");
    }
  }

  private static void sound(Object record) {
    var receipt = (DeliveryReceipt) record;
    assertThat(receipt.getGatewayMessageId()).hasSizeBetween(1, 65).isNotBlank();
    assertThat(((Receipt) receipt.getPayload()).getState())
        .isIn("DELIVERED", "REJECTED", "UNKNOWN");
  }

  private static byte[] body(FuzzRun run, Mutations mutations) {
    if (run.onceIn(200)) {
      return new byte[256 * 1024 + run.random().nextInt(1_000)];
    }
    var text = run.onceIn(15) ? form(run) : json(run);
    var bytes = text.getBytes(run.oneOf(CHARSETS));
    return run.onceIn(4) ? mutations.of(bytes) : bytes;
  }

  private static String json(FuzzRun run) {
    if (run.onceIn(40)) {
      int depth = run.random().nextInt(20_000);
      return "{\"results\":".repeat(depth) + "[".repeat(run.random().nextInt(2_000));
    }
    var receipts = new ArrayList<String>();
    for (int i = run.onceIn(60) ? 1_100 : run.random().nextInt(4); i > 0; i--) {
      receipts.add(receipt(run));
    }
    var list = String.join(",", receipts);
    return (run.onceIn(10) ? "\ufeff" : "")
        + (run.onceIn(12) ? list : "{\"results\":[" + list + "]}")
        + run.oneOf(ENDS);
  }

  private static String receipt(FuzzRun run) {
    var fields = new ArrayList<String>();
    if (!run.onceIn(10)) {
      fields.add("\"messageId\":" + (run.onceIn(5) ? run.oneOf(VALUES) : "\"m-1\""));
    }
    if (!run.onceIn(10)) {
      fields.add(
          "\"status\":{\"name\":" + (run.onceIn(5) ? run.oneOf(VALUES) : "\"DELIVRD\"") + "}");
    }
    for (int i = run.random().nextInt(3); i > 0; i--) {
      // names come twice, too
      fields.add(
          run.random().nextInt(fields.size() + 1),
          "\"" + run.oneOf(NAMES) + "\":" + run.oneOf(VALUES));
    }
    return "{" + String.join(",", fields) + "}";
  }

  private static String form(FuzzRun run) {
    return "messageId=m-1&status=" + run.oneOf(List.of("DELIVRD", "%zz", "%00", "%")) + "&";
  }

  private static String now() {
    return Long.toString(GatewayReceiptControllerTest.NOW.getEpochSecond());
  }

  private static String oddTime(FuzzRun run) {
    return run.oneOf(
        List.of(
            "0",
            "-1",
            "999999999999",
            "9999999999999",
            "1e9",
            "",
            " ",
            "\u0661",
            Long.toString(Instant.parse("2026-11-20T12:06:00Z").getEpochSecond())));
  }

  private static String signed(String at, byte[] body) {
    return CallbackSignature.of(GatewayReceiptControllerTest.SECRET, at, body);
  }
}
