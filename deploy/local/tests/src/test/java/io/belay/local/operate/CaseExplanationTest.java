package io.belay.local.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CaseExplanationTest {
  private static final int STEPS = 7;
  private static final int IN_ONE_ANSWER = 3;

  @Test
  void everyStepIsToldHoweverManyStandInOneAnswer() throws IOException {
    assertThat(explained(200, "[]")).satisfies(CaseExplanationTest::tellsEveryStep);
  }

  @Test
  void whereTimeAtTiersCannotBeToldItsReasonAndTheStepsAre() throws IOException {
    assertThat(explained(422, "{\"detail\":\"Expected at most 100,000 steps\"}"))
        .contains("  not told: Expected at most 100,000 steps")
        .satisfies(CaseExplanationTest::tellsEveryStep);
  }

  @Test
  void whatIsNotAnsweredIsASentence() throws IOException {
    var escalation =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var asked = new AtomicReference<String>();
    escalation.createContext(
        "/v1/cases/",
        exchange -> {
          var path = exchange.getRequestURI().getRawPath();
          asked.set(path);
          exchange.sendResponseHeaders(path.endsWith("secret") ? 403 : 404, -1);
          exchange.close();
        });
    escalation.start();
    try {
      var url = "http://127.0.0.1:" + escalation.getAddress().getPort();
      assertThat(SecuredBroker.belay(1, "explain", "secret", "--escalation", url))
          .contains("the token lacks a scope");
      assertThat(SecuredBroker.belay(1, "explain", "C 1+/é", "--escalation", url))
          .contains("there is no case 'C 1+/é'");
      assertThat(asked)
          .as("a blank is no plus sign in a path")
          .hasValue("/v1/cases/C%201%2B%2F%C3%A9");
    } finally {
      escalation.stop(0);
    }
  }

  private static void tellsEveryStep(List<? extends String> lines) {
    assertThat(lines.subList(lines.indexOf("steps") + 1, lines.size()))
        .extracting(line -> line.strip().replaceAll(" .*", ""))
        .containsExactly("1", "2", "3", "4", "5", "6", "7");
  }

  private static List<String> explained(int status, String tiers) throws IOException {
    var escalation =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    escalation.createContext("/v1/cases/C-1", exchange -> answer(exchange, 200, "{}"));
    escalation.createContext("/v1/cases/C-1/tiers", exchange -> answer(exchange, status, tiers));
    escalation.createContext(
        "/v1/cases/C-1/timeline", exchange -> answer(exchange, 200, page(exchange)));
    escalation.start();
    try {
      var url = "http://127.0.0.1:" + escalation.getAddress().getPort();
      return new CaseExplanation(new ServiceCall(url, "any-token")).lines("C-1");
    } finally {
      escalation.stop(0);
    }
  }

  private static String page(HttpExchange exchange) {
    var query = exchange.getRequestURI().getQuery();
    long after = query == null ? 0 : Long.parseLong(query.substring("after=".length()));
    return LongStream.rangeClosed(after + 1, STEPS)
        .limit(IN_ONE_ANSWER)
        .mapToObj("{\"sequence\":%d,\"type\":\"EventRecorded\"}"::formatted)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    var body = json.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
