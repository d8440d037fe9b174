package io.belay.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Serves the public key of a pair, as whoever signs a bank's tokens does, until it is closed. */
public final class LocalIdentityProvider implements AutoCloseable {
  private static final String PATH = "/jwks";
  private static final int OK = 200;

  private final HttpServer server;

  private LocalIdentityProvider(HttpServer server) {
    this.server = server;
  }

  /** Starts it on a port, again for one. */
  public static LocalIdentityProvider start(LocalKeys keys, int port) {
    byte[] set = keys.jwkSet().getBytes(UTF_8);
    try {
      var server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.createContext(
          PATH,
          exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/jwk-set+json");
            exchange.sendResponseHeaders(OK, set.length);
            try (var body = exchange.getResponseBody()) {
              body.write(set);
            }
          });
      server.start();
      return new LocalIdentityProvider(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For {@code spring.security.oauth2.resourceserver.jwt.jwk-set-uri}, also before it is there. */
  public static String jwkSetUri(int port) {
    return "http://127.0.0.1:" + port + PATH;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
