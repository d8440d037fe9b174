package io.belay.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who reads the figures of a service without a token, also where the service is told to believe
 * what proxies say of their callers.
 */
class MetricsAccessTest {
  private static final List<List<String>> FORGED =
      List.of(
          List.of(),
          List.of("X-Forwarded-For: 127.0.0.1"),
          List.of("X-Forwarded-For: 127.0.0.1, 127.0.0.1"),
          List.of("X-Forwarded-For: ::1", "X-Forwarded-Proto: http"),
          List.of("Forwarded: for=127.0.0.1"),
          List.of("Forwarded: for=\"[::1]\";host=localhost"),
          List.of("X-Forwarded-Host: localhost:9999"),
          List.of("X-Forwarded-Host: localhost", "X-Forwarded-Port: 9999"),
          List.of("X-Forwarded-Port: 9999"),
          List.of("X-Forwarded-Prefix: /open", "X-Forwarded-For: 127.0.0.1"),
          List.of("X-Real-IP: 127.0.0.1"));

  @ParameterizedTest
  @ValueSource(strings = {"none", "native", "framework"})
  void itIsTheConnectionThatCountsWhateverHeadersSay(String strategy) throws Exception {
    try (var server =
        GuardedServer.start(
            "--server.address=0.0.0.0", "--server.forward-headers-strategy=" + strategy)) {
      int port = GuardedServer.portOf(server);
      for (var headers : FORGED) {
        assertThat(figures(otherThanLoopback(), port, headers))
            .as("from elsewhere with %s", headers)
            .startsWith("HTTP/1.1 401");
      }
      var loopback = InetAddress.getLoopbackAddress();
      assertThat(figures(loopback, port, List.of())).startsWith("HTTP/1.1 200");
      for (var header :
          List.of("X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.1", "Via: 1.1 proxy")) {
        assertThat(figures(loopback, port, List.of(header)))
            .as("passed on by a proxy here, %s", header)
            .startsWith("HTTP/1.1 401");
      }
    }
  }

  private static String figures(InetAddress host, int port, List<String> headers) {
    return BareCall.answer(host, port, "GET", "/figures", headers.toArray(String[]::new));
  }

  /** Of this machine: a connection to it comes from it. */
  private static InetAddress otherThanLoopback() throws Exception {
    var addresses =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
            .toList();
    assertThat(addresses).as("addresses of this machine beside loopback").isNotEmpty();
    return addresses.getFirst();
  }
}
