package io.belay.guard;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * How a request is answered whose token does not open the door, the same at every service: 401
 * without a valid one, 403 without the scope, both with the challenge of RFC 6750, and 503 with
 * {@code Retry-After} while the {@link IdentityProvider} is away.
 */
public final class TokenAnswers
    implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {
  private static final String RETRY_AFTER_SECONDS = "5";
  private static final String CHALLENGE = "Bearer";
  private static final String INVALID_TOKEN = CHALLENGE + " error=\"invalid_token\"";
  private static final String INSUFFICIENT_SCOPE = CHALLENGE + " error=\"insufficient_scope\"";

  private static final PlainProblem AWAY =
      new PlainProblem(
          HttpStatus.SERVICE_UNAVAILABLE,
          "identity-provider-away",
          "Your token cannot be checked right now: the same again is safe",
          null);
  private static final PlainProblem UNAUTHENTICATED =
      new PlainProblem(HttpStatus.UNAUTHORIZED, "unauthenticated", "A valid token is needed", null);
  private static final PlainProblem MISSING_SCOPE =
      new PlainProblem(HttpStatus.FORBIDDEN, "missing-scope", "The token lacks a scope", null);

  @Override
  public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException failure) {
    var response = exchange.getResponse();
    if (failure instanceof IdentityProvider.AwayException) {
      response.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
      return AWAY.write(response);
    }
    var sent = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    boolean withToken =
        sent != null && sent.regionMatches(true, 0, CHALLENGE, 0, CHALLENGE.length());
    response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, withToken ? INVALID_TOKEN : CHALLENGE);
    return UNAUTHENTICATED.write(response);
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException denied) {
    var response = exchange.getResponse();
    response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, INSUFFICIENT_SCOPE);
    return MISSING_SCOPE.write(response);
  }
}
