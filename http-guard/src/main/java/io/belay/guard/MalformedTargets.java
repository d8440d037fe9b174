package io.belay.guard;

import java.net.URI;
import java.net.URISyntaxException;
import org.reactivestreams.Publisher;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Answers a request whose target is no URI, such as one with a bare backslash or percent sign, with
 * the problem that {@link RequestFirewall} has for it: what reads requests would answer it with a
 * bare 400 before any filter sees it.
 */
public final class MalformedTargets
    implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {
  private static final String ALWAYS_RIGHT = "/-_.~?=&:,";
  private static final byte[] PROBLEM =
      RequestFirewall.problem(PathFault.NOT_ENCODED.sentence()).bytes();

  @Override
  public void customize(NettyReactiveWebServerFactory factory) {
    factory.addRouteProviders(
        routes ->
            routes.route(
                request -> isMalformed(request.uri()), (request, response) -> refuse(response)));
  }

  static boolean isMalformed(String target) {
    return !isPlain(target) && !isUri(target);
  }

  /** Nearly every target, and this costs less than to parse it once more. */
  private static boolean isPlain(String target) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || ALWAYS_RIGHT.indexOf(c) >= 0;
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUri(String target) {
    try {
      var unused = new URI(target.startsWith("/") ? "http://any" + target : target);
      return true;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static Publisher<Void> refuse(HttpServerResponse response) {
    return response
        .status(HttpStatus.BAD_REQUEST.value())
        .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
        .header(HttpHeaders.CONTENT_LENGTH, Integer.toString(PROBLEM.length))
        .sendByteArray(Mono.just(PROBLEM));
  }
}
