package io.belay.notification.web.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.TrackingToken;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What a link opens, and to whom it says nothing. */
@ExtendWith(OutputCaptureExtension.class)
class TrackLinkTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

  private final WebTestClient client =
      WebTestClient.bindToServer().baseUrl(PageServer.url()).responseTimeout(LONG_ENOUGH).build();
  private final CasesInMemory cases = PageServer.cases();

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
    var first = TrackStream.of(client, token, "0");
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
}
