package io.belay.intake.web;

import io.belay.intake.IntakeMetrics;
import io.belay.intake.IntakeMetrics.Door;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Counts the requests to the API that are refused, whoever refuses them: first of all filters, when
 * the answer goes out. A request that wrote something is counted by that, and a stream that is
 * answered by its lines.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class RefusedRequests implements WebFilter {
  private static final PathPattern API = PathPatternParser.defaultInstance.parse("/v1/**");

  /** Attribute of a request that is counted by what becomes of its write. */
  private static final String COUNTED = RefusedRequests.class.getName() + ".counted";

  private final IntakeMetrics metrics;

  public RefusedRequests(IntakeMetrics metrics) {
    this.metrics = metrics;
  }

  static void countedByItsWrite(ServerHttpRequest request) {
    request.getAttributes().put(COUNTED, true);
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    var path = exchange.getRequest().getPath().pathWithinApplication();
    if (API.matches(path)) {
      exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> count(exchange, path)));
    }
    return chain.filter(exchange);
  }

  private void count(ServerWebExchange exchange, PathContainer path) {
    HttpStatusCode status = exchange.getResponse().getStatusCode();
    if (status != null
        && status.isError()
        && !exchange.getRequest().getAttributes().containsKey(COUNTED)) {
      boolean lines = CaseEventStreamController.STREAMS.matches(path);
      metrics.refused(lines ? Door.NDJSON : Door.REST, status.value());
    }
  }
}
