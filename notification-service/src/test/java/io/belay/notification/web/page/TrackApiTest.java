package io.belay.notification.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import io.belay.notification.domain.track.News;
import io.belay.notification.domain.track.News.Status;
import io.belay.notification.domain.track.TrackedStory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.Disposable;

/** What the holder of a link sees of the case, in words. */
class TrackApiTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);
  private static final int STREAMS_PER_LINK = 6;

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

  @Test
  void oneStreamOfACaseTooManyIsToldWhenToComeAgain() {
    var story = PageServer.opened();
    cases.put(story);
    var token = PageServer.token(story);
    var open =
        IntStream.range(0, STREAMS_PER_LINK)
            .mapToObj(i -> TrackStream.of(client, token, null).subscribe())
            .toList();
    client
        .get()
        .uri("/v1/track/{token}/stream", token)
        .accept(MediaType.TEXT_EVENT_STREAM)
        .exchange()
        .expectStatus()
        .isEqualTo(429)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectHeader()
        .valueEquals("Retry-After", "10");
    open.forEach(Disposable::dispose);
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
  void aStreamTellsEachChangeAndAReaderThatWasAwayMissesNothing() {
    var story = PageServer.opened();
    cases.put(story);
    var token = PageServer.token(story);
    var events = TrackStream.of(client, token, null).take(2).collectList().toFuture();
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .until(
            () -> {
              cases.put(story.happened("CUSTOMER_REPLIED", Status.OPEN, null));
              return events.isDone();
            });
    var last = events.join().getLast();

    cases.put(story.happened("AGENT_REPLIED", Status.OPEN, "Li").wentUp("senior", "amount"));
    var missed =
        Objects.requireNonNull(TrackStream.of(client, token, last.id()).blockFirst(LONG_ENOUGH));
    assertThat(missed.event()).isEqualTo("case");
    assertThat(missed.id()).isEqualTo(Long.toString(story.seen().sequence()));
    assertThat(String.valueOf(missed.data())).contains("Li已答复您", "您的工单已升级至资深客服");
  }
}
