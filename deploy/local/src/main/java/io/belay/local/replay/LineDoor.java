package io.belay.local.replay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.function.Consumer;

/**
 * One streaming request to {@code POST /v1/case-events} of which the answer is read while the body
 * is still being sent. The JDK's HTTP client reads an answer only after the body, and a stream of
 * any length would stop when the answers fill the buffers between; hence a socket.
 */
public final class LineDoor implements AutoCloseable {
  private static final int OK = 200;
  private static final int ANSWER_TIMEOUT_MILLIS = 60_000;

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;

  /** Opens the request. */
  public LineDoor(URI intake, String token) throws IOException {
    socket = new Socket(intake.getHost(), intake.getPort());
    socket.setTcpNoDelay(true);
    out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    out.write(
        ("POST /v1/case-events HTTP/1.1\r\n"
                + "Host: "
                + intake.getHost()
                + ":"
                + intake.getPort()
                + "\r\n"
                + "Authorization: Bearer "
                + token
                + "\r\n"
                + "Content-Type: application/x-ndjson\r\n"
                + "Accept: application/x-ndjson\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n")
            .getBytes(US_ASCII));
  }

  /** Writes a line; it may stay in the buffer until {@link #flush}. */
  public void send(String line) throws IOException {
    var bytes = (line + "\n").getBytes(UTF_8);
    out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(US_ASCII));
    out.write(bytes);
    out.write("\r\n".getBytes(US_ASCII));
  }

  public void flush() throws IOException {
    out.flush();
  }

  /** Ends the body: the answer ends when all lines have theirs. */
  public void end() throws IOException {
    out.write("0\r\n\r\n".getBytes(US_ASCII));
    out.flush();
    socket.setSoTimeout(ANSWER_TIMEOUT_MILLIS);
  }

  /**
   * Reads result lines until the answer ends; to be called on a thread of its own.
   *
   * @throws IOException when the connection is lost, or the answer is not the expected one
   */
  public void readResults(Consumer<String> result) throws IOException {
    var status = line();
    if (!status.startsWith("HTTP/1.1 " + OK)) {
      var answer = new StringBuilder(status);
      for (var header = line(); !header.isEmpty(); header = line()) {
        answer.append("; ").append(header);
      }
      throw new IOException("Expected 200 from /v1/case-events, but got " + answer);
    }
    while (!line().isEmpty()) {
      // headers say nothing that is needed: intake always answers in chunks
    }
    var partial = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      var chunk = in.readNBytes(size);
      if (chunk.length < size) {
        throw new EOFException("The answer ended in the middle");
      }
      for (byte octet : chunk) {
        if (octet == '\n') {
          result.accept(partial.toString(UTF_8));
          partial.reset();
        } else {
          partial.write(octet);
        }
      }
      line();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private int chunkSize() throws IOException {
    var size = line();
    int extension = size.indexOf(';');
    return Integer.parseInt(extension < 0 ? size : size.substring(0, extension), 16);
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("The connection was closed");
      }
      if (octet != '\r') {
        line.write(octet);
      }
    }
    return line.toString(UTF_8);
  }
}
