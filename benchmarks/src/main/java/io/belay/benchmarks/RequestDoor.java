package io.belay.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Opens cases by single requests, as a client would who waits for each answer. The client shares
 * the processors with what is measured, and the JDK's took a twelfth of them: hence sockets that
 * are kept open and read by who waits.
 */
final class RequestDoor implements AutoCloseable {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final int CREATED = 201;
  private static final Set<Integer> COME_BACK = Set.of(429, 503);
  private static final Duration COME_BACK_AFTER = Duration.ofSeconds(1);
  private static final int MOST_RETRIES = 5;

  /** After "HTTP/1.1 ". */
  private static final int STATUS_FROM = 9;

  private static final int STATUS_TO = STATUS_FROM + 3;

  private final String token;
  private final URI url;
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

  private record Answer(int status, String body, boolean keepsOpen) {}

  /**
   * @param url of a door, without path
   */
  RequestDoor(String url, String token) {
    this.url = URI.create(url);
    this.token = token;
  }

  /** Returns when the case is acknowledged. */
  void opens(Opening opening) {
    byte[] request = request(opening);
    try {
      var answer = answerTo(request);
      // As any client would: the same key again is the same case.
      for (int again = 0; COME_BACK.contains(answer.status()) && again < MOST_RETRIES; again++) {
        Thread.sleep(COME_BACK_AFTER);
        answer = answerTo(request);
      }
      if (answer.status() != CREATED) {
        throw new IllegalStateException("Expected 201, but the answer is " + answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (var connection = idle.poll(); connection != null; connection = idle.poll()) {
      connection.close();
    }
  }

  private byte[] request(Opening opening) {
    String body = opening.json();
    return ("POST /v1/cases HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n"
                .formatted(url.getAuthority(), token)
            + "Content-Type: application/json\r\nIdempotency-Key: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(opening.key(), body.getBytes(UTF_8).length, body))
        .getBytes(UTF_8);
  }

  private Answer answerTo(byte[] request) throws IOException {
    var kept = idle.poll();
    if (kept != null) {
      try {
        return answerOn(kept, request);
      } catch (EOFException closedMeanwhile) {
        // the door ends connections that rest: the same again is safe
      }
    }
    return answerOn(new Connection(url), request);
  }

  private Answer answerOn(Connection connection, byte[] request) throws IOException {
    try {
      var answer = connection.answerTo(request);
      if (answer.keepsOpen()) {
        idle.push(connection);
      } else {
        connection.close();
      }
      return answer;
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  /** One at a time uses it. */
  private static final class Connection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Connection(URI url) throws IOException {
      socket = new Socket(url.getHost(), url.getPort());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) ANSWER_WITHIN.toMillis());
      in = new BufferedInputStream(socket.getInputStream());
    }

    Answer answerTo(byte[] request) throws IOException {
      socket.getOutputStream().write(request);
      String status = line();
      int length = 0;
      boolean keepsOpen = true;
      for (String header = line(); !header.isEmpty(); header = line()) {
        String lower = header.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(lower.substring(lower.indexOf(':') + 1).strip());
        }
        keepsOpen &= !lower.equals("connection: close");
      }
      byte[] body = in.readNBytes(length);
      if (body.length < length) {
        throw new EOFException("The answer ended in the middle");
      }
      return new Answer(
          Integer.parseInt(status, STATUS_FROM, STATUS_TO, 10), new String(body, UTF_8), keepsOpen);
    }

    private String line() throws IOException {
      var line = new StringBuilder();
      for (int octet = in.read(); octet != '\n'; octet = in.read()) {
        if (octet < 0) {
          throw new EOFException("The connection was closed");
        }
        if (octet != '\r') {
          line.append((char) octet);
        }
      }
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
