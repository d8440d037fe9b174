package io.belay.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/** A request as its text stands, which no client has put in order. */
final class BareCall {
  private static final int READ_TIMEOUT_MILLIS = 10_000;

  private BareCall() {}

  /** What comes back until the server closes. */
  static String answer(int port, String method, String target, String... headers) {
    return answer(InetAddress.getLoopbackAddress(), port, method, target, headers);
  }

  static String answer(
      InetAddress host, int port, String method, String target, String... headers) {
    var request =
        new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: x\r\n");
    for (var header : headers) {
      request.append(header).append("\r\n");
    }
    request.append("Content-Length: 0\r\nConnection: close\r\n\r\n");
    try (var socket = new Socket(host, port)) {
      socket.setSoTimeout(READ_TIMEOUT_MILLIS);
      socket.getOutputStream().write(request.toString().getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected an answer to " + target, e);
    }
  }
}
