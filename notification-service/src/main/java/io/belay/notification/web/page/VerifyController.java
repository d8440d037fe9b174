package io.belay.notification.web.page;

import io.belay.notification.domain.Channel;
import io.belay.notification.rendering.PageTexts;
import io.belay.notification.rendering.PageTexts.Verdict;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Is a message genuine? The page, and the answer for programs. */
@RestController
@SecurityRequirements
class VerifyController {
  private final VerifyDesk desk;
  private final PageTexts texts;
  private final InstantSource clock;

  VerifyController(VerifyDesk desk, PageTexts texts, InstantSource clock) {
    this.desk = desk;
    this.texts = texts;
    this.clock = clock;
  }

  /**
   * Whether a message is genuine.
   *
   * @param messageType such as progress; null where it is not genuine
   * @param channel SMS or EMAIL
   * @param sentAt when it was sent
   */
  record Answer(
      boolean genuine,
      @Nullable String messageType,
      @Nullable Channel channel,
      @Nullable Instant sentAt) {
    static Answer of(Verdict verdict) {
      var issued = verdict.issued();
      return issued == null
          ? new Answer(false, null, null, null)
          : new Answer(true, issued.messageType(), issued.channel(), issued.sentAt());
    }
  }

  @Operation(summary = "Whether a message with this code went to the owner of this phone, and when")
  @GetMapping(path = "/v1/verify/{code}", produces = MediaType.APPLICATION_JSON_VALUE)
  Mono<Answer> check(
      @PathVariable String code,
      @Parameter(description = "Last four digits of the phone; empty where the bank knows none")
          @RequestParam(defaultValue = "")
          String phone,
      ServerHttpRequest request) {
    return desk.check(code, phone, caller(request)).map(Answer::of);
  }

  @Operation(summary = "The page on which a code is checked")
  @GetMapping(path = "/verify", produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<String> page(
      @RequestParam(required = false) @Nullable String lang, ServerHttpRequest request) {
    return page(lang, request, null);
  }

  @Operation(summary = "Checks the code typed into the page")
  @PostMapping(
      path = "/verify",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
      produces = MediaType.TEXT_HTML_VALUE)
  Mono<ResponseEntity<String>> checked(
      @RequestParam(required = false) @Nullable String lang, ServerWebExchange exchange) {
    var request = exchange.getRequest();
    return Answers.form(exchange)
        .flatMap(form -> desk.check(value(form, "code"), value(form, "phone"), caller(request)))
        .map(verdict -> page(lang, request, verdict));
  }

  private ResponseEntity<String> page(
      @Nullable String lang, ServerHttpRequest request, @Nullable Verdict verdict) {
    var language = texts.match(lang);
    return Answers.html(
        HttpStatus.OK,
        texts.verify(
            language == null ? Languages.wanted(request, texts) : language,
            verdict,
            clock.instant()));
  }

  private static String value(MultiValueMap<String, String> form, String name) {
    var value = form.getFirst(name);
    return value == null ? "" : value;
  }

  private static String caller(ServerHttpRequest request) {
    return RateLimit.callerOf(request.getRemoteAddress());
  }
}
