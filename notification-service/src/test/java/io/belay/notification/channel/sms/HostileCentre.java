package io.belay.notification.channel.sms;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** An SMS centre on a bare socket: it can say anything, at any time. */
final class HostileCentre implements AutoCloseable {
  static final int BIND = 0x09;
  static final int SUBMIT = 0x04;
  static final int UNBIND = 0x06;
  static final int ENQUIRE = 0x15;
  static final int RESPONSE = 0x8000_0000;
  private static final int HEADER_BYTES = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ServerSocket door;
  private volatile IntFunction<byte[]> bindAnswers = HostileCentre::bound;
  private volatile IntFunction<byte[]> submitAnswers = HostileCentre::taken;
  private @Nullable Line current;

  HostileCentre() {
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var unused = Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /** From now on binds are answered so; by sequence number. */
  void answerBinds(IntFunction<byte[]> answers) {
    bindAnswers = answers;
  }

  /** From now on submits are answered so; by sequence number. */
  void answerSubmits(IntFunction<byte[]> answers) {
    submitAnswers = answers;
  }

  /** The session that is bound; waits for one, and fails where none comes. */
  synchronized Line line() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var line = current;
      if (line != null && !line.ended()) {
        return line;
      }
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("Expected the session to be bound again, but it is not");
      }
      wait(left);
    }
  }

  static byte[] pdu(int command, int status, int sequence, byte[] body) {
    return pdu(HEADER_BYTES + body.length, command, status, sequence, body);
  }

  /** A PDU that may lie about its length. */
  static byte[] pdu(int length, int command, int status, int sequence, byte[] body) {
    return ByteBuffer.allocate(HEADER_BYTES + body.length)
        .putInt(length)
        .putInt(command)
        .putInt(status)
        .putInt(sequence)
        .put(body)
        .array();
  }

  static byte[] bound(int sequence) {
    return pdu(RESPONSE | BIND, 0, sequence, new byte[] {'x', 0});
  }

  static byte[] taken(int sequence) {
    return pdu(RESPONSE | SUBMIT, 0, sequence, ("m" + sequence + "\u0000").getBytes(US_ASCII));
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        var line = new Line(door.accept());
        var unused = Thread.ofVirtual().start(line::listen);
      } catch (IOException closed) {
        return;
      }
    }
  }

  private synchronized void nowBound(Line line) {
    current = line;
    notifyAll();
  }

  @Override
  public void close() throws IOException {
    door.close();
    synchronized (this) {
      var line = current;
      if (line != null) {
        line.cut();
      }
    }
  }

  /** One connection. */
  final class Line {
    private final Socket socket;
    private final OutputStream out;
    private final Map<Integer, String> answers = new HashMap<>();
    private boolean ended;

    Line(Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
      out = socket.getOutputStream();
    }

    /** False: the connection has ended. */
    synchronized boolean say(byte[] bytes) {
      try {
        out.write(bytes);
        return true;
      } catch (IOException gone) {
        ended = true;
        return false;
      }
    }

    void cut() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    synchronized boolean ended() {
      return ended;
    }

    /**
     * Waits until each of these was answered or the other side has ended the connection.
     *
     * @return the answers
     */
    synchronized Map<Integer, String> answersTo(Set<Integer> asked) throws InterruptedException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!ended && !answers.keySet().containsAll(asked)) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          break;
        }
        wait(left);
      }
      var given = new HashMap<>(answers);
      given.keySet().retainAll(asked);
      return given;
    }

    /** What was answered so far. */
    synchronized Set<Integer> answered() {
      return Set.copyOf(answers.keySet());
    }

    /** Whether the other side ends the connection. */
    synchronized boolean ends() throws InterruptedException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!ended && System.nanoTime() < end) {
        wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      }
      return ended;
    }

    private void listen() {
      try (socket) {
        var in = new DataInputStream(socket.getInputStream());
        while (true) {
          int length = in.readInt();
          int command = in.readInt();
          int status = in.readInt();
          int sequence = in.readInt();
          in.skipNBytes(length - HEADER_BYTES);
          heard(command, status, sequence);
        }
      } catch (IOException gone) {
        end();
      }
    }

    private void heard(int command, int status, int sequence) {
      switch (command) {
        case BIND -> {
          say(bindAnswers.apply(sequence));
          nowBound(this);
        }
        case ENQUIRE, UNBIND -> say(pdu(RESPONSE | command, 0, sequence, new byte[0]));
        case SUBMIT -> say(submitAnswers.apply(sequence));
        default -> answered(command, status, sequence);
      }
    }

    private synchronized void answered(int command, int status, int sequence) {
      answers.put(
          sequence,
          status == 0
              ? "taken"
              : "%s 0x%02x".formatted(command == RESPONSE ? "generic_nack" : "refused", status));
      notifyAll();
    }

    private synchronized void end() {
      ended = true;
      notifyAll();
    }
  }
}
