package io.belay.guard;

import io.netty.handler.ssl.SslContextBuilder;
import javax.net.ssl.SSLException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;

/**
 * How the other instances of a service are reached: as this one is served.
 *
 * @param scheme http or https
 */
public record Peers(WebClient client, String scheme) {

  /** In the clear. */
  public static Peers plain() {
    return new Peers(WebClient.create(), "http");
  }

  /** Over TLS, with this service's own certificate and what it trusts. */
  public static Peers over(SslBundle bundle) {
    var managers = bundle.getManagers();
    try {
      var context =
          SslContextBuilder.forClient()
              .keyManager(managers.getKeyManagerFactory())
              .trustManager(managers.getTrustManagerFactory())
              .build();
      var http = HttpClient.create().secure(tls -> tls.sslContext(context));
      return new Peers(
          WebClient.builder().clientConnector(new ReactorClientHttpConnector(http)).build(),
          "https");
    } catch (SSLException e) {
      throw new IllegalStateException("Expected a usable certificate in the server's bundle", e);
    }
  }
}
