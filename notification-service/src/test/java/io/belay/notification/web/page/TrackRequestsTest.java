package io.belay.notification.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import io.belay.notification.domain.track.CustomerRequest;
import io.belay.notification.domain.track.News;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What a customer asks for on the page, and what becomes of it. */
class TrackRequestsTest {
  private final WebTestClient client =
      WebTestClient.bindToServer()
          .baseUrl(PageServer.url())
          .responseTimeout(Duration.ofSeconds(10))
          .build();
  private final CasesInMemory cases = PageServer.cases();

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
          .isEqualTo("track:escalate:app-1:different-agent");
    }
    assertThat(cases.toldAbout(story))
        .extracting(CasesInMemory.Told::eventId)
        .containsOnly("track:escalate:app-1:different-agent");
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
  void somebodyElseCanBeAskedForDuringTheCoolDown() {
    var story =
        PageServer.opened()
            .step(
                CustomerRequest.EVENT_PREFIX + "escalate:1",
                new News.Refused(
                    "ESCALATION_REQUESTED", "cool-down", Samples.NOON.plusSeconds(86_400)));
    cases.put(story);
    var token = PageServer.token(story);
    client
        .get()
        .uri("/v1/track/{token}?lang=en", token)
        .exchange()
        .expectBody()
        .jsonPath("$.actions.escalate.offered")
        .isEqualTo(false)
        .jsonPath("$.actions.differentAgent.offered")
        .isEqualTo(true);
    client
        .get()
        .uri("/track/{token}?lang=en", token)
        .accept(MediaType.TEXT_HTML)
        .exchange()
        .expectBody(String.class)
        .value(
            page ->
                assertThat(page)
                    .contains("You can still ask for somebody else", "id=\"ask-other\"")
                    .doesNotContain("id=\"ask\""));
    post(token, "escalate", "{}").expectStatus().isEqualTo(409);
    post(token, "escalate", "{\"differentAgent\":true}").expectStatus().isAccepted();
    assertThat(cases.toldAbout(story))
        .extracting(CasesInMemory.Told::request)
        .containsExactly(new CustomerRequest.Escalate(true));
  }

  @Test
  void whoMayAskForAHigherTierIsNotAskedTwiceAboutSomebodyElse() {
    var story = PageServer.opened();
    cases.put(story);
    client
        .get()
        .uri("/track/{token}?lang=en", PageServer.token(story))
        .accept(MediaType.TEXT_HTML)
        .exchange()
        .expectBody(String.class)
        .value(page -> assertThat(page).contains("id=\"ask\"").doesNotContain("id=\"ask-other\""));
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

  private WebTestClient.ResponseSpec post(String token, String request, String json) {
    return client
        .post()
        .uri("/v1/track/{token}/{request}", token, request)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(json)
        .exchange();
  }
}
