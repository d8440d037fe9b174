package io.belay.notification.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.domain.Channel;
import io.belay.notification.domain.IssuedCode;
import io.belay.notification.rendering.CheckCodes;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.reactive.server.WebTestClient;

class VerifyTest {
  private final WebTestClient client =
      WebTestClient.bindToServer()
          .baseUrl(PageServer.url())
          .responseTimeout(Duration.ofSeconds(10))
          .build();

  @Test
  void aGenuineMessageIsConfirmedToItsReader() {
    sent("K7QM-3XPA", "8000");
    check("k7qm 3xpa", "8000")
        .jsonPath("$.genuine")
        .isEqualTo(true)
        .jsonPath("$.messageType")
        .isEqualTo("progress")
        .jsonPath("$.channel")
        .isEqualTo("SMS")
        .jsonPath("$.sentAt")
        .isEqualTo("2026-11-20T12:30:00Z");
  }

  @ParameterizedTest
  @CsvSource({"K7QM-3XPB,8001", "K7QM-3XPB,''", "K7QM-3XPC,8000", "nonsense,8000", "0000-0000,''"})
  void whatIsNotGenuineForThisReaderIsAnsweredAlike(String code, String digits) {
    sent("K7QM-3XPB", "8000");
    check(code, digits)
        .json(
            "{\"genuine\":false,\"messageType\":null,\"channel\":null,\"sentAt\":null}",
            JsonCompareMode.STRICT);
  }

  @Test
  void withoutAPhoneOnlyNoDigitsFit() {
    sent("K7QM-3XPD", "");
    check("K7QM-3XPD", "").jsonPath("$.genuine").isEqualTo(true);
    check("K7QM-3XPD", "8000").jsonPath("$.genuine").isEqualTo(false);
  }

  @Test
  void triesOfDigitsForOneCodeAreLimited() {
    sent("K7QM-3XPE", "8000");
    for (int i = 0; i < 20; i++) {
      check("K7QM-3XPE", String.valueOf(1_000 + i)).jsonPath("$.genuine").isEqualTo(false);
    }
    client
        .get()
        .uri("/v1/verify/K7QM-3XPE?phone=8000")
        .exchange()
        .expectStatus()
        .isEqualTo(429)
        .expectHeader()
        .exists(HttpHeaders.RETRY_AFTER);
  }

  @Test
  void whileACodesOwnerMovesNobodyIsToldThatItIsFalse() {
    sent("K7QM-3XPJ", "8000");
    for (var code : List.of("K7QM-3XPJ", "K7QM-3XPK")) {
      PageServer.cases().lose(code);
      client
          .get()
          .uri("/v1/verify/{code}?phone=8000", code)
          .exchange()
          .expectStatus()
          .isEqualTo(503)
          .expectHeader()
          .valueEquals(HttpHeaders.RETRY_AFTER, "1")
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:belay:problem:track-busy")
          .jsonPath("$.genuine")
          .doesNotExist();
      client
          .post()
          .uri("/verify?lang=en")
          .contentType(MediaType.APPLICATION_FORM_URLENCODED)
          .bodyValue("code=" + code + "&phone=8000")
          .exchange()
          .expectStatus()
          .isEqualTo(503)
          .expectBody(String.class)
          .value(page -> assertThat(page).contains("try again").doesNotContain("cannot confirm"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/verify", "/v1/track/nonsense/escalate"})
  void aFormThatIsNotEncodedAsFormsAreIsRefusedAndNoFailure(String path) {
    client
        .post()
        .uri(path)
        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
        .bodyValue("code=%zz&phone=%")
        .exchange()
        .expectStatus()
        .isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/verify", "/v1/track/nonsense/escalate"})
  void aFormThatIsTooLargeIsRefusedAsSuch(String path) {
    client
        .post()
        .uri(path)
        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
        .bodyValue("code=" + "x".repeat(70_000))
        .exchange()
        .expectStatus()
        .isEqualTo(413);
  }

  @Test
  void thePageSaysWhatWasSentAndWhen() {
    sent("K7QM-3XPF", "8000");
    client
        .post()
        .uri("/verify?lang=en")
        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
        .bodyValue("code=K7QM-3XPF&phone=8000")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(String.class)
        .value(
            page ->
                assertThat(page)
                    .contains("Yes, this message is from us.")
                    .contains("It is news on a case, sent by SMS 20:30 today."));
  }

  @Test
  void thePageIsInTheLanguageOfTheBrowser() {
    client
        .get()
        .uri("/verify")
        .header("Accept-Language", "fr-FR, zh;q=0.8, en;q=0.5")
        .exchange()
        .expectBody(String.class)
        .value(page -> assertThat(page).contains("这条消息是我们发的吗？"));
  }

  private WebTestClient.BodyContentSpec check(String code, String digits) {
    return client
        .get()
        .uri("/v1/verify/{code}?phone={digits}", code, digits)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody();
  }

  static void sent(String code, String lastFour) {
    PageServer.cases()
        .put(
            new IssuedCode(
                code,
                "progress",
                Channel.SMS,
                PageServer.NOW,
                ZoneId.of("Asia/Shanghai"),
                new CheckCodes(PageServer.SECRET).proofOf(code, lastFour)));
  }
}
