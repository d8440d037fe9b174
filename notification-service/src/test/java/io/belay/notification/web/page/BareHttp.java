package io.belay.notification.web.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.regex.Pattern;

/** Requests on a bare socket: no client stands between that knows what may be said. */
final class BareHttp {
  private static final int ANSWER_WITHIN_MILLIS = 30_000;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");

  private BareHttp() {}

  /**
   * What came back.
   *
   * @param status 0: the connection was ended without an answer
   */
  record Answer(int status, String text) {}

  /**
   * Asks once.
   *
   * @param request method, path and whatever headers, in Latin-1
   */
  static Answer ask(int port, String request, byte[] body) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(ANSWER_WITHIN_MILLIS);
      var out = new ByteArrayOutputStream();
      out.writeBytes(request.getBytes(ISO_8859_1));
      out.writeBytes(
          "\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
              .formatted(body.length)
              .getBytes(ISO_8859_1));
      out.writeBytes(body);
      try {
        socket.getOutputStream().write(out.toByteArray());
      } catch (IOException refusedEarly) {
        // what it said before is read all the same
      }
      return read(socket);
    }
  }

  private static Answer read(Socket socket) throws IOException {
    var all = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (java.net.SocketTimeoutException silent) {
      throw new AssertionError("Expected an answer, but there is none", silent);
    } catch (IOException reset) {
      // an end like any other
    }
    var text = all.toString(UTF_8);
    var status = STATUS.matcher(text);
    return new Answer(status.lookingAt() ? Integer.parseInt(status.group(1)) : 0, text);
  }
}
