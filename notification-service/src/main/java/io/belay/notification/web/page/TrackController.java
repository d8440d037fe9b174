package io.belay.notification.web.page;

import io.belay.guard.RequestsAtOnce;
import io.belay.notification.domain.track.CustomerRequest;
import io.belay.notification.rendering.CasePage;
import io.belay.notification.rendering.PageTexts;
import io.belay.notification.web.page.TurnedAway.Why;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The page of a case, its JSON, its stream, and what its customer asks for. */
@RestController
@SecurityRequirements
class TrackController {
  private static final String TOKEN_PATH = "/v1/track/{token}";

  private final TrackDesk desk;
  private final TrackStreams streams;
  private final PageTexts texts;

  TrackController(TrackDesk desk, TrackStreams streams, PageTexts texts) {
    this.desk = desk;
    this.streams = streams;
    this.texts = texts;
  }

  @Operation(summary = "The page of a case, for its customer")
  @GetMapping(path = "/track/{token}", produces = MediaType.TEXT_HTML_VALUE)
  Mono<ResponseEntity<String>> page(
      @PathVariable String token,
      @RequestParam(required = false) @Nullable String lang,
      @RequestParam(required = false) @Nullable String sent,
      ServerHttpRequest request) {
    return desk.look(token, lang, caller(request))
        .map(page -> Answers.html(HttpStatus.OK, texts.html(page, token, sent)));
  }

  @Operation(summary = "The case of a link, in its customer's words")
  @GetMapping(path = TOKEN_PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  Mono<CasePage> json(
      @PathVariable String token,
      @RequestParam(required = false) @Nullable String lang,
      ServerHttpRequest request) {
    return desk.look(token, lang, caller(request));
  }

  @Operation(
      summary = "The case of a link at each change, as server-sent events",
      description =
          "Each event holds the whole case and has its sequence as id: after Last-Event-ID, or"
              + " the parameter 'after', nothing is missing")
  @GetMapping(path = TOKEN_PATH + "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  Mono<ResponseEntity<Flux<ServerSentEvent<CasePage>>>> stream(
      @PathVariable String token,
      @RequestParam(required = false) @Nullable String lang,
      @RequestParam(required = false) @Nullable String after,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      ServerWebExchange exchange) {
    return desk.holder(token, caller(exchange.getRequest()))
        // streams are bounded by themselves, and last too long to hold up requests
        .doOnNext(holder -> RequestsAtOnce.leave(exchange))
        .map(
            holder ->
                ResponseEntity.ok()
                    .contentType(MediaType.TEXT_EVENT_STREAM)
                    .header("X-Accel-Buffering", "no")
                    .body(
                        streams.of(
                            holder, lang, sequence(lastEventId == null ? after : lastEventId))));
  }

  @Operation(summary = "Asks for a higher tier, says it is not solved, or rates: a form's way")
  @PostMapping(
      path = TOKEN_PATH + "/{request}",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  Mono<ResponseEntity<Void>> form(
      @PathVariable String token,
      @PathVariable("request") String name,
      @RequestParam(required = false) @Nullable String lang,
      ServerWebExchange exchange) {
    return Answers.form(exchange)
        .map(
            form ->
                new Wish(
                    Boolean.valueOf(form.getFirst("differentAgent")),
                    score(form.getFirst("score")),
                    form.getFirst("key")))
        .flatMap(wish -> ask(token, name, wish, exchange.getRequest()))
        .map(passed -> back(token, name, lang));
  }

  @Operation(
      summary = "Asks for a higher tier, says it is not solved, or rates: escalate, reopen, rate")
  @PostMapping(path = TOKEN_PATH + "/{request}")
  Mono<ResponseEntity<TrackDesk.Passed>> ask(
      @PathVariable String token,
      @PathVariable("request") String name,
      @RequestBody(required = false) @Nullable Wish body,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      ServerHttpRequest request) {
    var wish = body == null ? Wish.NONE : body;
    return ask(token, name, new Wish(wish.differentAgent(), wish.score(), key), request)
        .map(passed -> ResponseEntity.accepted().body(passed));
  }

  /**
   * What is asked for, in detail.
   *
   * @param differentAgent for a higher tier: somebody else
   * @param score for a rating: 1 to 5
   * @param key of the request; the same again changes nothing
   */
  record Wish(@Nullable Boolean differentAgent, @Nullable Integer score, @Nullable String key) {
    static final Wish NONE = new Wish(null, null, null);

    CustomerRequest request(String name) {
      return switch (name) {
        case "escalate" -> new CustomerRequest.Escalate(Boolean.TRUE.equals(differentAgent));
        case "reopen" -> new CustomerRequest.Reopen();
        case "rate" -> {
          if (score == null || score < 1 || score > 5) {
            throw new TurnedAway(Why.INVALID);
          }
          yield new CustomerRequest.Rate(score);
        }
        default -> throw new TurnedAway(Why.UNKNOWN);
      };
    }

    String keyOrNew() {
      if (key == null || key.isEmpty()) {
        return UUID.randomUUID().toString();
      }
      if (!key.matches("[A-Za-z0-9._-]{1," + CustomerRequest.LONGEST_KEY_CHARS + "}")) {
        throw new TurnedAway(Why.INVALID);
      }
      return key;
    }
  }

  private Mono<TrackDesk.Passed> ask(
      String token, String name, Wish wish, ServerHttpRequest request) {
    return Mono.defer(() -> desk.ask(token, wish.request(name), wish.keyOrNew(), caller(request)));
  }

  /** To the page, by GET: a reload does not send the form again. */
  private ResponseEntity<Void> back(String token, String name, @Nullable String lang) {
    var known = texts.match(lang);
    var language = known == null ? "" : "&lang=" + known;
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create("../../../track/" + token + "?sent=" + name + language))
        .build();
  }

  private static @Nullable Integer score(@Nullable String text) {
    return text != null && text.matches("[1-5]") ? Integer.valueOf(text) : null;
  }

  private static long sequence(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  private static String caller(ServerHttpRequest request) {
    return RateLimit.callerOf(request.getRemoteAddress());
  }
}
