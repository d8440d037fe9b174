package io.belay.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;

/** A stream whose sender goes on when the test says so: lines are sent one by one, by hand. */
final class HeldStream implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader results;

  HeldStream(BankSystem bank) {
    try {
      var uri = URI.create(bank.url());
      socket = new Socket(uri.getHost(), uri.getPort());
      socket.setSoTimeout(20_000);
      results = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      write(
          "POST /v1/case-events HTTP/1.1\r\nHost: intake\r\nAuthorization: Bearer "
              + bank.token()
              + "\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a line and reads its result: from here on the stream is known to be open. */
  String open() {
    return exchange("{}");
  }

  String exchange(String line) {
    send(line + "\n");
    return result();
  }

  void send(String chunk) {
    try {
      write(Integer.toHexString(chunk.getBytes(UTF_8).length) + "\r\n" + chunk + "\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the body; results may still come. */
  void end() {
    try {
      write("0\r\n\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line of the answer that is a result, past headers and sizes of chunks. */
  String result() {
    try {
      String line = results.readLine();
      while (line != null && !line.startsWith("{")) {
        line = results.readLine();
      }
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
