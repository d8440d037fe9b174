package io.belay.intake.web;

import io.belay.intake.stream.NotAcknowledgedException;
import io.netty.handler.timeout.ReadTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.web.server.ContentTooLargeException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Turns whatever ended a request into a problem. What nobody foresaw is logged, and is a 500. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class Problems implements WebExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  private final ProblemWriter writer;

  public Problems(ProblemWriter writer) {
    this.writer = writer;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    if (exchange.getResponse().isCommitted()) {
      return Mono.error(failure);
    }
    if (failure instanceof MethodNotAllowedException refused) {
      exchange.getResponse().getHeaders().setAllow(refused.getSupportedMethods());
    }
    return writer.write(exchange, problem(failure));
  }

  static ProblemException problem(Throwable failure) {
    return switch (failure) {
      case ProblemException problem -> problem;
      case NotAcknowledgedException e -> new ProblemException(Reason.NOT_ACKNOWLEDGED, null);
      case DataBufferLimitException e -> new ProblemException(Reason.TOO_LARGE, null);
      // the server gave up on a body that fell silent
      case ReadTimeoutException e -> new ProblemException(Reason.TOO_SLOW, null);
      case ContentTooLargeException e -> new ProblemException(Reason.TOO_LARGE, null);
      case UnsupportedMediaTypeStatusException e ->
          new ProblemException(Reason.UNSUPPORTED_MEDIA_TYPE, null);
      case MethodNotAllowedException e -> new ProblemException(Reason.METHOD_NOT_ALLOWED, null);
      case NotAcceptableStatusException e -> new ProblemException(Reason.NOT_ACCEPTABLE, null);
      case ServerWebInputException e when e.getCause() instanceof DataBufferLimitException ->
          new ProblemException(Reason.TOO_LARGE, null);
      case ServerWebInputException e -> new ProblemException(Reason.UNREADABLE, null);
      case ResponseStatusException e when e.getStatusCode().value() == 404 ->
          new ProblemException(Reason.NOT_FOUND, null);
      default -> {
        log.error("Expected to answer a request, but it failed", failure);
        yield new ProblemException(Reason.INTERNAL, null);
      }
    };
  }
}
