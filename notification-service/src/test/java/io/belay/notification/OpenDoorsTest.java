package io.belay.notification;

import static io.belay.notification.WholeService.LONG_ENOUGH;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.Topics;
import io.belay.guard.Routes;
import io.belay.local.AccessTable;
import io.belay.local.CraftedPaths;
import io.belay.local.TracedCalls;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

/** What the running service lets in, and what it tells whom. */
@ExtendWith({OneService.class, OutputCaptureExtension.class})
class OpenDoorsTest {
  private static final String[] PERSONAL = {"13800138000", "@example.com", "王女士"};

  /** A difference that nobody sees who asks over a network. */
  private static final Duration UNSEEN = Duration.ofMillis(5);

  private static final int LINKS_EACH = 200;

  /** One of each kind. More would wait for a processor, and that is no time of a kind's. */
  private static final int LINKS_AT_ONCE = 5;

  private final WholeService service;

  OpenDoorsTest(WholeService service) {
    this.service = service;
  }

  @Test
  void everyRouteAsksForWhatTheTableSaysAndAnswersCarryTheirHeaders() throws Exception {
    assertThat(
            AccessTable.of("notification")
                .faults(
                    "http://127.0.0.1:" + service.port(),
                    service.keys(),
                    Routes.of(service.context())))
        .isEmpty();
    var headers = service.get("/v3/api-docs", "").headers();
    assertThat(headers.map())
        .containsEntry("X-Content-Type-Options", List.of("nosniff"))
        .containsEntry("X-Frame-Options", List.of("DENY"));
    assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "frame-ancestors 'none'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a%2Fb", "a%3Bb", "50%25", "a%5Cb", "a%2F%2Fb%3Bc%3D%25", "%E7%8E%8B%2F%E8%8A%B3"})
  void theMessagesOfACustomerAreThereWhateverIsInItsId(String segment) throws Exception {
    var token = service.keys().token("reader", "cases:read contacts:read");
    var answer = service.get("/v1/customers/" + segment + "/messages", token);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonMapper().readTree(answer.body()).path("customerId").asString())
        .isEqualTo(URLDecoder.decode(segment, UTF_8));
  }

  @Test
  void noOtherSpellingOfAPathGetsPastTheRulesOfAccess() {
    var crafted =
        new CraftedPaths(
            service.port(), service.keys(), "/track", "/v1/track", "/assets", "/internal");
    assertThat(crafted.faults("GET", "/v1/customers/C-1/messages")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/track/x", "/v1/verify/K7QM-3XPA?phone=8000", "/v1/customers/C-1/messages"})
  void aHeaderWithAControlCharacterIsRefusedWithAReason(String path) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      socket.setSoTimeout(Math.toIntExact(LONG_ENOUGH.toMillis()));
      var token = service.keys().token("reader", "cases:read contacts:read");
      var request =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
              + token
              + "\r\nAccept: text/html, \u0085\r\nAccept-Language: \u0085\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
          .startsWith("HTTP/1.1 400")
          .contains("application/problem+json", "urn:belay:problem:request-refused")
          .contains("no control character in a header");
    }
  }

  @Test
  void noSpanNamesACustomerOrALinkWhateverBecomesOfTheRequest() {
    var customer = "traced-customer-7219";
    var of = "/v1/customers/" + customer + "/messages";
    var token = service.keys().token("reader", "cases:read contacts:read");
    try (var calls = new TracedCalls("http://127.0.0.1:" + service.port(), service.collector())) {
      assertThat(calls.ask("GET", of + "?of=" + customer, token, "")).isEqualTo(200);
      assertThat(calls.ask("GET", of + "/nothing", token, "")).isEqualTo(404);
      assertThat(calls.ask("POST", of, token, "{}")).isEqualTo(405);
      assertThat(calls.ask("GET", of, "", "")).isEqualTo(401);
      assertThat(calls.ask("GET", of, customer, "")).isEqualTo(401);
      assertThat(calls.ask("GET", of + ";x", token, "")).isEqualTo(400);
      assertThat(calls.ask("GET", "/track/" + customer, "", "")).isEqualTo(404);
      assertThat(calls.ask("GET", "/track/" + customer + "/nothing", "", "")).isEqualTo(404);
      assertThat(calls.ask("GET", "/v1/verify/" + customer, "", "")).isBetween(200, 499);
      assertThat(calls.ask("GET", "/assets/" + customer, "", "")).isEqualTo(404);
      assertThat(calls.exported(LONG_ENOUGH))
          .contains("http get /v1/customers/{customerId}/messages", "http.url", "UNKNOWN")
          .doesNotContain(customer);
    }
  }

  @Test
  void aScrapeShowsEveryMeterAndNeitherItNorTheLogNamesACustomer(CapturedOutput output)
      throws Exception {
    LoggerFactory.getLogger(OpenDoorsTest.class).info("what is logged is heard");
    var customers = new Customers(service);
    customers.isTextedAndTheCaseKnows();
    customers.isMailedAndTheCaseKnows();
    var scrape = service.get("/actuator/prometheus", "").body();

    assertThat(scrape)
        .contains(
            "belay_outbox_messages",
            "belay_outbox_wakeup_lateness_seconds_bucket",
            "belay_deliveries_total{channel=\"sms\",",
            "belay_deliveries_total{channel=\"email\",",
            "belay_event_to_gateway_seconds_bucket",
            "belay_messages_total",
            "belay_route_sends_under_way")
        .contains(
            Stream.of(
                    "stream",
                    Topics.DELIVERIES_SMS_URGENT,
                    Topics.DELIVERIES_SMS_ROUTINE,
                    Topics.DELIVERIES_EMAIL_URGENT,
                    Topics.DELIVERIES_EMAIL_ROUTINE)
                .map("belay_reader_running{reader=\"%s\"} 1.0"::formatted)
                .toList());
    assertThat(output.getAll()).contains("what is logged is heard").doesNotContain(PERSONAL);
    assertThat(scrape).doesNotContain(PERSONAL);
  }

  /** 1,000 codes that went out and 1,000 that did not, asked about in turns. */
  @Test
  void theTimeOfACheckDoesNotTellWhetherACodeExists() throws Exception {
    var codes = new CodesOnTheWholeService(service.port());
    codes.sendOut(service.topics().rawProducer());
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(
            () ->
                assertThat(service.get(codes.lastPath(), "").body()).contains("\"genuine\":true"));
    codes.askAboutAll();
    assertThat(codes.genuineAnswers()).isEqualTo(CodesOnTheWholeService.EACH);
    assertThat(codes.differenceOfMedians()).as("%s", codes.medians()).isLessThan(UNSEEN);
  }

  /**
   * Links of each kind that shows nothing, followed in turns. Only who holds the key can make one
   * that has expired, or is of a case that is not there: these two are answered in words of their
   * own.
   */
  @ParameterizedTest
  @ValueSource(strings = {"/track/", "/v1/track/"})
  void neitherAnswerNorTimeTellsWhyALinkShowsNothing(String base) throws Exception {
    var times = new AnswerTimes(service.port(), LINKS_AT_ONCE);
    times.ask(LINKS_EACH, LinksToNowhere.below(base));
    assertThat(
            times.answersTo(
                LinksToNowhere.MALFORMED, LinksToNowhere.UNKNOWN_KEY, LinksToNowhere.FORGED))
        .hasSize(3 * LINKS_EACH)
        .allMatch(answer -> answer.status() == 404)
        .extracting(AnswerTimes.Answer::body)
        .containsOnly(times.answersTo(LinksToNowhere.FORGED).findFirst().orElseThrow().body());
    assertThat(times.answersTo(LinksToNowhere.EXPIRED))
        .hasSize(LINKS_EACH)
        .allMatch(answer -> answer.status() == 410);
    assertThat(times.answersTo(LinksToNowhere.NO_CASE))
        .hasSize(LINKS_EACH)
        .allMatch(answer -> answer.status() == 404);
    assertThat(times.differenceOfMedians()).as("%s", times.medians()).isLessThan(UNSEEN);
  }
}
