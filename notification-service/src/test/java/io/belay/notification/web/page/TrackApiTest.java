package io.belay.notification.web.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.TrackingToken;
import io.belay.notification.Samples;
import io.belay.notification.domain.track.CustomerRequest;
import io.belay.notification.domain.track.News;
import io.belay.notification.domain.track.News.Status;
import io.belay.notification.domain.track.TrackedStory;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;

@ExtendWith(OutputCaptureExtension.class)
class TrackApiTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);
  private static final ParameterizedTypeReference<ServerSentEvent<Map<String, Object>>> EVENT =
      new ParameterizedTypeReference<>() {};

  private final WebTestClient client =
      WebTestClient.bindToServer().baseUrl(PageServer.url()).responseTimeout(LONG_ENOUGH).build();
  private final CasesInMemory cases = PageServer.cases();

  @Test
  void theHolderOfALinkSeesTheCaseInItsOwnWordsAndZone() {
    var story = PageServer.opened().happened("ASSIGNED", Status.OPEN, "李工");
    cases.put(story);
    client
        .get()
        .uri("/v1/track/{token}", PageServer.token(story))
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.language")
        .isEqualTo("zh-CN")
        .jsonPath("$.zone")
        .isEqualTo("Asia/Shanghai")
        .jsonPath("$.who")
        .isEqualTo("李工（一线客服）")
        .jsonPath("$.next")
        .isEqualTo("我们将在今天21:00前答复您，否则工单会自动升级给有更高权限的人员。")
        .jsonPath("$.steps[0].text")
        .isEqualTo("李工正在跟进您的工单。")
        .jsonPath("$.steps[1].when")
        .isEqualTo("今天20:00")
        .jsonPath("$.actions.escalate.offered")
        .isEqualTo(true)
        .jsonPath("$.actions.rate.reason")
        .isEqualTo("case-in-work");
  }

  @ParameterizedTest
  @CsvSource({
    "zh-CN, 如果一直没有收到您的答复，工单将于今天22:00自动关闭",
    "en, 'If we do not hear from you, your case closes by itself at 22:00 today.'"
  })
  void whoIsWaitedForReadsWhenTheCaseClosesInTheirWordsAndZone(String language, String words) {
    var closesAt = Samples.NOON.plus(Duration.ofHours(2));
    var story = waitingForTheCustomer(closesAt);
    cases.put(story);
    client
        .get()
        .uri("/v1/track/{token}?lang={language}", PageServer.token(story), language)
        .exchange()
        .expectBody()
        .jsonPath("$.closesAt")
        .isEqualTo(closesAt.toString())
        .jsonPath("$.next")
        .value(next -> assertThat(String.valueOf(next)).contains(words));
    client
        .get()
        .uri("/track/{token}?lang={language}", PageServer.token(story), language)
        .exchange()
        .expectBody(String.class)
        .value(page -> assertThat(page).contains(words));
  }

  @Test
  void aResultSaysWhenTheCaseClosesAndAnAnswerTakesItAway() {
    var story =
        PageServer.opened()
            .decided("PAID_OUT")
            .step("e-c", new News.Closes("auto-close-resolved", PageServer.NOW.plusSeconds(1800)));
    cases.put(story);
    assertThat(nextOf(story)).contains("如果没有收到您的消息，工单将于今天21:00自动关闭");
    cases.put(story.step("e-d", new News.NotDue("auto-close-resolved")));
    assertThat(nextOf(story)).doesNotContain("关闭");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "text/plain; charset=no-such-set", "x"})
  void aContentTypeThatIsNoneBringsNoTokenIntoAnswerOrLog(String type, CapturedOutput output) {
    var expired =
        PageServer.KEYS.sign(new TrackingToken("a-case", "C-1", PageServer.NOW.minusSeconds(1)));
    for (var path : List.of("/track/", "/v1/track/")) {
      client
          .get()
          .uri(path + expired)
          .header(HttpHeaders.CONTENT_TYPE, type)
          .exchange()
          .expectStatus()
          .isEqualTo(410)
          .expectBody(String.class)
          .value(answer -> assertThat(answer).doesNotContain(expired));
    }
    assertThat(output.getAll()).doesNotContain(expired);
  }

  private String nextOf(TrackedStory story) {
    var json =
        client
            .get()
            .uri("/v1/track/{token}", PageServer.token(story))
            .exchange()
            .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
            .returnResult()
            .getResponseBody();
    return String.valueOf(Objects.requireNonNull(json).get("next"));
  }

  static TrackedStory waitingForTheCustomer(Instant closesAt) {
    return PageServer.opened()
        .step(
            "e-w",
            new News.Happened(
                "WAITING_STARTED",
                Status.WAITING,
                "CUSTOMER",
                closesAt.plus(Duration.ofDays(1)),
                "李工",
                null,
                null))
        .step("e-w", new News.Closes("auto-close-waiting-on-customer", closesAt));
  }

  @Test
  void whatIsNotOfNowSaysOfWhen() {
    var story = PageServer.opened();
    cases.put(story);
    cases.knownAsOf(story, PageServer.NOW.minusSeconds(120));
    var token = PageServer.token(story);
    client
        .get()
        .uri("/v1/track/{token}?lang=en", token)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.asOf")
        .isEqualTo("2026-11-20T12:28:00Z")
        .jsonPath("$.asOfText")
        .value(text -> assertThat(String.valueOf(text)).startsWith("This is as of 20:28 today"));
    client
        .get()
        .uri("/track/{token}?lang=en", token)
        .exchange()
        .expectBody(String.class)
        .value(page -> assertThat(page).contains("This is as of 20:28 today"));
    cases.knownAsOf(story, null);
    client
        .get()
        .uri("/track/{token}?lang=en", token)
        .exchange()
        .expectBody(String.class)
        .value(page -> assertThat(page).doesNotContain("This is as of"));
  }

  @Test
  void aReaderMayChooseAnotherLanguage() {
    var story = PageServer.opened();
    cases.put(story);
    client
        .get()
        .uri("/v1/track/{token}?lang=en", PageServer.token(story))
        .exchange()
        .expectBody()
        .jsonPath("$.headline")
        .isEqualTo("We are working on your case")
        .jsonPath("$.category")
        .isEqualTo("delayed withdrawal");
  }

  @Test
  void whatIsNoLinkIsAnsweredAlikeWhateverIsWrongWithIt() {
    var story = PageServer.opened();
    cases.put(story);
    var identity = story.seen().identity();
    var later = PageServer.NOW.plusSeconds(60);
    var good = PageServer.token(story);
    var otherKey =
        new TrackingToken.Keys(
                Map.of("k1", Base64.getEncoder().encodeToString("x".repeat(32).getBytes(UTF_8))),
                "k1")
            .sign(new TrackingToken(identity.caseId(), identity.customerId(), later));
    var otherCustomer = PageServer.KEYS.sign(new TrackingToken(identity.caseId(), "C-9", later));
    var cut = good.substring(0, good.length() - 4);
    var answers =
        List.of("x", otherKey, otherCustomer, cut).stream()
            .map(
                token ->
                    client
                        .get()
                        .uri("/v1/track/{token}", token)
                        .exchange()
                        .expectStatus()
                        .isNotFound()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
            .distinct()
            .toList();
    assertThat(answers).hasSize(1);
    assertThat(answers.getFirst()).contains("urn:belay:problem:track-unknown").doesNotContain(good);
  }

  @Test
  void aLinkWhoseTimeIsOverSaysSoAndNothingElse() {
    var story = PageServer.opened();
    cases.put(story);
    var identity = story.seen().identity();
    var old =
        PageServer.KEYS.sign(
            new TrackingToken(identity.caseId(), identity.customerId(), PageServer.NOW));
    client
        .get()
        .uri("/track/{token}?lang=en", old)
        .exchange()
        .expectStatus()
        .isEqualTo(410)
        .expectBody(String.class)
        .value(page -> assertThat(page).contains("no longer valid").doesNotContain("withdrawal"));
  }

  @Test
  void aCaseThatIsNotThereYetIsWaitedFor() {
    var story = PageServer.opened();
    var token = PageServer.token(story);
    client
        .get()
        .uri("/track/{token}?lang=en", token)
        .exchange()
        .expectStatus()
        .isNotFound()
        .expectBody(String.class)
        .value(page -> assertThat(page).contains("just filing your case").contains("data-stream"));
    var first = stream(token, "0");
    cases.put(story);
    assertThat(first.blockFirst(LONG_ENOUGH)).extracting(ServerSentEvent::id).isEqualTo("4");
  }

  @Test
  void storesThatMoveAreA503WithATimeToTryAgain() {
    var story = PageServer.opened();
    cases.put(story);
    cases.lose(story);
    client
        .get()
        .uri("/v1/track/{token}", PageServer.token(story))
        .exchange()
        .expectStatus()
        .isEqualTo(503)
        .expectHeader()
        .valueEquals(HttpHeaders.RETRY_AFTER, "1");
  }

  @Test
  void aStreamTellsEachChangeAndAReaderThatWasAwayMissesNothing() {
    var story = PageServer.opened();
    cases.put(story);
    var token = PageServer.token(story);
    var events = stream(token, null).take(2).collectList().toFuture();
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .until(
            () -> {
              cases.put(story.happened("CUSTOMER_REPLIED", Status.OPEN, null));
              return events.isDone();
            });
    var last = events.join().getLast();

    cases.put(story.happened("AGENT_REPLIED", Status.OPEN, "Li").wentUp("senior", "amount"));
    var missed = Objects.requireNonNull(stream(token, last.id()).blockFirst(LONG_ENOUGH));
    assertThat(missed.event()).isEqualTo("case");
    assertThat(missed.id()).isEqualTo(Long.toString(story.seen().sequence()));
    assertThat(String.valueOf(missed.data())).contains("Li已答复您", "您的工单已升级至资深客服");
  }

  @Test
  void whatIsAskedForBecomesOneEventByTheCustomer() {
    var story = PageServer.opened();
    cases.put(story);
    for (int twice = 0; twice < 2; twice++) {
      client
          .post()
          .uri("/v1/track/{token}/escalate", PageServer.token(story))
          .contentType(MediaType.APPLICATION_JSON)
          .header("Idempotency-Key", "app-1")
          .bodyValue("{\"differentAgent\":true}")
          .exchange()
          .expectStatus()
          .isAccepted()
          .expectBody()
          .jsonPath("$.eventId")
          .isEqualTo("track:escalate:app-1");
    }
    assertThat(cases.toldAbout(story))
        .extracting(CasesInMemory.Told::eventId)
        .containsOnly("track:escalate:app-1");
    assertThat(cases.toldAbout(story).getFirst().request())
        .isEqualTo(new CustomerRequest.Escalate(true));
  }

  @Test
  void aFormGoesBackToThePage() {
    var story = PageServer.opened().decided("PAID_OUT");
    cases.put(story);
    var token = PageServer.token(story);
    client
        .post()
        .uri("/v1/track/{token}/rate?lang=en", token)
        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
        .bodyValue("score=4&key=9")
        .exchange()
        .expectStatus()
        .isEqualTo(303)
        .expectHeader()
        .valueEquals("Location", "../../../track/" + token + "?sent=rate&lang=en");
    assertThat(cases.toldAbout(story))
        .extracting(CasesInMemory.Told::eventId)
        .containsExactly("track:rate:9:4");
  }

  @Test
  void whatTheCaseDoesNotAllowIsRefusedBeforeAnythingIsWritten() {
    var story = PageServer.opened();
    cases.put(story);
    post(PageServer.token(story), "reopen", "{}").expectStatus().isEqualTo(409);
    post(PageServer.token(story), "rate", "{\"score\":6}").expectStatus().isEqualTo(422);
    post(PageServer.token(story), "close", "{}").expectStatus().isNotFound();
    post(PageServer.token(story), "escalate", "{\"x\":\"" + "y".repeat(100_000) + "\"}")
        .expectStatus()
        .isEqualTo(413);
    assertThat(cases.toldAbout(story)).isEmpty();
  }

  @Test
  void aRefusedWishIsExplainedWithTheTimeItCanBeRepeated() {
    var story =
        PageServer.opened()
            .step(
                CustomerRequest.EVENT_PREFIX + "escalate:1",
                new News.Refused(
                    "ESCALATION_REQUESTED", "cool-down", Samples.NOON.plusSeconds(86_400)));
    cases.put(story);
    client
        .get()
        .uri("/v1/track/{token}?lang=en", PageServer.token(story))
        .exchange()
        .expectBody()
        .jsonPath("$.actions.escalate.reason")
        .isEqualTo("cool-down")
        .jsonPath("$.actions.escalate.from")
        .isEqualTo("2026-11-21T12:00:00Z")
        .jsonPath("$.actions.escalate.text")
        .value(text -> assertThat(String.valueOf(text)).contains("again from 20:00 tomorrow"));
  }

  @Test
  void requestsThroughOneLinkAreLimited() {
    var story = PageServer.opened();
    cases.put(story);
    for (int i = 0; i < 6; i++) {
      post(PageServer.token(story), "escalate", "{}").expectStatus().isAccepted();
    }
    post(PageServer.token(story), "escalate", "{}")
        .expectStatus()
        .isEqualTo(429)
        .expectHeader()
        .exists(HttpHeaders.RETRY_AFTER);
    client.get().uri("/v1/track/{t}", PageServer.token(story)).exchange().expectStatus().isOk();
  }

  @Test
  void aPageCarriesTheHeadersThatKeepItToItself() {
    var story = PageServer.opened();
    cases.put(story);
    client
        .get()
        .uri("/track/{token}", PageServer.token(story))
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueMatches("Content-Security-Policy", "default-src 'none';.*frame-ancestors 'none'")
        .expectHeader()
        .valueEquals("Referrer-Policy", "no-referrer")
        .expectHeader()
        .valueEquals("X-Content-Type-Options", "nosniff")
        .expectHeader()
        .valueEquals("X-Frame-Options", "DENY")
        .expectHeader()
        .valueEquals("X-Robots-Tag", "noindex, nofollow")
        .expectHeader()
        .valueMatches("Cache-Control", ".*no-store.*")
        .expectHeader()
        .doesNotExist("Set-Cookie")
        .expectBody(String.class)
        .value(
            page ->
                assertThat(page)
                    .doesNotContain("http://")
                    .doesNotContain("https://")
                    .doesNotContain("style=")
                    .doesNotContain("onclick"));
  }

  @Test
  void namesOfAgentsAreTextOnThePage() {
    var story = PageServer.opened().happened("ASSIGNED", Status.OPEN, "<script>alert(1)</script>");
    cases.put(story);
    client
        .get()
        .uri("/track/{token}", PageServer.token(story))
        .exchange()
        .expectBody(String.class)
        .value(page -> assertThat(page).doesNotContain("<script>alert").contains("&lt;script&gt;"));
  }

  @Test
  void whatTheBankKeepsToItselfIsNotOnThePage() {
    var story =
        PageServer.opened()
            .step(
                "e-m",
                new News.Happened(
                    "MILESTONE_REACHED",
                    Status.OPEN,
                    null,
                    null,
                    null,
                    "FRAUD_REPORTED_TO_AUTHORITY",
                    null))
            .step(
                "e-m",
                new News.Happened(
                    "MILESTONE_REACHED", Status.OPEN, null, null, null, "REFUND_BOOKED", null));
    cases.put(story);
    client
        .get()
        .uri("/track/{token}?lang=en", PageServer.token(story))
        .exchange()
        .expectBody(String.class)
        .value(
            page ->
                assertThat(page)
                    .contains("The refund is booked.")
                    .doesNotContain("AUTHORITY")
                    .doesNotContain("first-response"));
  }

  @Test
  void noLinkIsEverLogged(CapturedOutput output) {
    var story = PageServer.opened();
    cases.put(story);
    var token = PageServer.token(story);
    client.get().uri("/track/{token}", token).exchange().expectStatus().isOk();
    client.get().uri("/track/{token}/more", token).exchange().expectStatus().isNotFound();
    cases.lose(story);
    client.get().uri("/track/{token}", token).exchange().expectStatus().isEqualTo(503);
    assertThat(output.getAll()).doesNotContain(token.substring(0, 20));
  }

  private WebTestClient.ResponseSpec post(String token, String request, String json) {
    return client
        .post()
        .uri("/v1/track/{token}/{request}", token, request)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(json)
        .exchange();
  }

  private Flux<ServerSentEvent<Map<String, Object>>> stream(
      String token, @Nullable String lastEventId) {
    return client
        .get()
        .uri("/v1/track/{token}/stream", token)
        .accept(MediaType.TEXT_EVENT_STREAM)
        .headers(
            headers -> {
              if (lastEventId != null) {
                headers.set("Last-Event-ID", lastEventId);
              }
            })
        .exchange()
        .expectStatus()
        .isOk()
        .returnResult(EVENT)
        .getResponseBody()
        .filter(event -> event.id() != null);
  }
}
