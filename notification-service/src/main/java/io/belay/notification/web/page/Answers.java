package io.belay.notification.web.page;

import io.belay.notification.rendering.PageTexts;
import io.belay.notification.web.page.TurnedAway.Why;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.util.MultiValueMap;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** How callers are turned away: people by a page, programs by a problem. */
@RestControllerAdvice(basePackageClasses = Answers.class)
class Answers {
  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  private static final Logger log = LoggerFactory.getLogger(Answers.class);
  private static final URI INSTANCE = URI.create("urn:belay:track");

  private final PageTexts texts;

  Answers(PageTexts texts) {
    this.texts = texts;
  }

  static ResponseEntity<String> html(HttpStatus status, String page) {
    return ResponseEntity.status(status).contentType(HTML).body(page);
  }

  /** The fields of a form; one that is not encoded as forms are has none that can be read. */
  static Mono<MultiValueMap<String, String>> form(ServerWebExchange exchange) {
    return Mono.defer(exchange::getFormData)
        .onErrorMap(
            DataBufferLimitException.class,
            tooMuch -> new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE))
        .onErrorMap(
            IllegalArgumentException.class,
            broken -> new TurnedAway(Why.INVALID, Duration.ZERO, broken));
  }

  @ExceptionHandler
  ResponseEntity<?> turnedAway(TurnedAway away, ServerWebExchange exchange) {
    var why = away.why();
    var headers = new HttpHeaders();
    if (away.retryAfterSeconds() > 0) {
      headers.set(HttpHeaders.RETRY_AFTER, Long.toString(away.retryAfterSeconds()));
    }
    if (isPerson(exchange)) {
      headers.setContentType(HTML);
      return new ResponseEntity<>(notice(why, exchange), headers, why.status());
    }
    var problem = ProblemDetail.forStatusAndDetail(why.status(), String.valueOf(away.getMessage()));
    problem.setType(URI.create("urn:belay:problem:track-" + why.code()));
    problem.setTitle(why.status().getReasonPhrase());
    // it would be the path by default, and a path holds the token
    problem.setInstance(INSTANCE);
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return new ResponseEntity<>(problem, headers, why.status());
  }

  /** A header that was read on the way, as it reads where nobody reads it before the routes. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(ServerExchangeRejectedException refused) {
    var problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.BAD_REQUEST, "Expected no control character in a header's name or value");
    problem.setType(URI.create("urn:belay:problem:request-refused"));
    problem.setTitle("The request cannot be taken as it is");
    problem.setInstance(INSTANCE);
    return ResponseEntity.badRequest()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  /** Without the path, which holds the token, in answer and log. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> anythingElse(Exception failure) {
    var known = failure instanceof ErrorResponse answered ? answered : null;
    if (known == null) {
      log.error("Expected to answer a customer, but this went wrong", failure);
    }
    var status = known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known.getStatusCode();
    var problem = known == null ? ProblemDetail.forStatus(status) : known.getBody();
    problem.setInstance(INSTANCE);
    return ResponseEntity.status(status)
        .headers(known == null ? new HttpHeaders() : known.getHeaders())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  private String notice(Why why, ServerWebExchange exchange) {
    var path = exchange.getRequest().getPath().pathWithinApplication().value();
    var root = "../".repeat((int) path.chars().filter(c -> c == '/').count() - 1);
    var language = exchange.getRequest().getQueryParams().getFirst("lang");
    boolean linkIsOfUse = why != Why.UNKNOWN && why != Why.EXPIRED;
    return texts.notice(
        why.code(),
        language == null ? Languages.wanted(exchange.getRequest(), texts) : language,
        root,
        linkIsOfUse ? token(exchange) : null);
  }

  private static @Nullable String token(ServerWebExchange exchange) {
    Map<String, String> variables =
        exchange.getAttributeOrDefault(
            HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.<String, String>of());
    return variables.get("token");
  }

  /** A browser asks for a page outside of the API, or posts a form. */
  private static boolean isPerson(ServerWebExchange exchange) {
    return !exchange.getRequest().getPath().value().startsWith("/v1/") || isForm(exchange);
  }

  /** A type that is none must not fail here: what answers then repeats the path, and logs it. */
  private static boolean isForm(ServerWebExchange exchange) {
    try {
      var type = exchange.getRequest().getHeaders().getContentType();
      return type != null && type.isCompatibleWith(MediaType.APPLICATION_FORM_URLENCODED);
    } catch (InvalidMediaTypeException none) {
      return false;
    }
  }
}
