package io.belay.guard;

import org.springframework.core.env.Environment;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authorization.AuthorityReactiveAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import reactor.core.publisher.Mono;

/**
 * Who may scrape: whoever asks from this machine, or on a management port of its own, which is for
 * the network's rules to guard; anybody else needs the scope {@code ops}.
 */
public final class MetricsAccess implements ReactiveAuthorizationManager<AuthorizationContext> {
  private final Environment environment;
  private final ReactiveAuthorizationManager<AuthorizationContext> operators =
      AuthorityReactiveAuthorizationManager.hasAuthority("SCOPE_ops");

  /**
   * @param environment knows the port of the service once it is bound
   */
  public MetricsAccess(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Mono<AuthorizationResult> authorize(
      Mono<Authentication> caller, AuthorizationContext context) {
    var request = context.getExchange().getRequest();
    return isLocal(request) || isOnManagementPort(request)
        ? Mono.just(new AuthorizationDecision(true))
        : operators.authorize(caller, context);
  }

  private static boolean isLocal(ServerHttpRequest request) {
    var remote = request.getRemoteAddress();
    return remote != null
        && remote.getAddress() != null
        && remote.getAddress().isLoopbackAddress()
        // what a proxy on this machine passes on was asked elsewhere
        && request.getHeaders().getFirst("X-Forwarded-For") == null
        && request.getHeaders().getFirst("Forwarded") == null;
  }

  private boolean isOnManagementPort(ServerHttpRequest request) {
    var local = request.getLocalAddress();
    var service = environment.getProperty("local.server.port", Integer.class);
    return local != null && service != null && local.getPort() != service;
  }
}
