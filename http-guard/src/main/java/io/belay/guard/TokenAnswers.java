package io.belay.guard;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * How a request is answered whose token was not taken: 503 with {@code Retry-After} while the
 * {@link IdentityProvider} is away, else as the service says it.
 */
public final class TokenAnswers implements ServerAuthenticationEntryPoint {
  private static final String RETRY_AFTER_SECONDS = "5";
  private static final PlainProblem AWAY =
      new PlainProblem(
          HttpStatus.SERVICE_UNAVAILABLE,
          "identity-provider-away",
          "Your token cannot be checked right now: the same again is safe",
          null);

  private final ServerAuthenticationEntryPoint refused;

  /**
   * @param refused answers where the token is missing or no good
   */
  public TokenAnswers(ServerAuthenticationEntryPoint refused) {
    this.refused = refused;
  }

  @Override
  public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException failure) {
    if (failure instanceof IdentityProvider.AwayException) {
      exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
      return AWAY.write(exchange.getResponse());
    }
    return refused.commence(exchange, failure);
  }
}
