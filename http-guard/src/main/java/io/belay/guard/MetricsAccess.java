package io.belay.guard;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;
import org.springframework.core.env.Environment;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.security.authorization.AuthorityReactiveAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Who may scrape: whoever asks from this machine, or on a management port of its own, which is for
 * the network's rules to guard; anybody else needs the scope {@code ops}. It goes by the two ends
 * of the connection itself. What headers say of a caller behind a proxy anybody can write, and a
 * service that is told to believe them ({@code server.forward-headers-strategy}) shows them as the
 * request's addresses.
 */
public final class MetricsAccess implements ReactiveAuthorizationManager<AuthorizationContext> {
  private static final Set<String> OF_PROXIES = Set.of("forwarded", "via", "x-real-ip");
  private static final String ALSO_OF_PROXIES = "x-forwarded-";

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
    var connection = connectionOf(context.getExchange().getRequest());
    return isLocal(connection) || isOnManagementPort(connection)
        ? Mono.just(new AuthorizationDecision(true))
        : operators.authorize(caller, context);
  }

  /** Below whatever changed the request on its way here. */
  private static HttpServerRequest connectionOf(ServerHttpRequest request) {
    return ServerHttpRequestDecorator.getNativeRequest(request);
  }

  private static boolean isLocal(HttpServerRequest connection) {
    return connection.connectionRemoteAddress() instanceof InetSocketAddress caller
        && caller.getAddress() != null
        && caller.getAddress().isLoopbackAddress()
        // what a proxy on this machine passes on was asked elsewhere
        && !isPassedOn(connection.requestHeaders());
  }

  private static boolean isPassedOn(HttpHeaders headers) {
    return headers.names().stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(name -> OF_PROXIES.contains(name) || name.startsWith(ALSO_OF_PROXIES));
  }

  private boolean isOnManagementPort(HttpServerRequest connection) {
    var service = environment.getProperty("local.server.port", Integer.class);
    return connection.connectionHostAddress() instanceof InetSocketAddress here
        && service != null
        && here.getPort() != service;
  }
}
