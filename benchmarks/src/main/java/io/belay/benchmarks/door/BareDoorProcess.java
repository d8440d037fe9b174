package io.belay.benchmarks.door;

import io.belay.benchmarks.ChildJvm;
import io.belay.local.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@link BareDoor} as a process of its own, with as much heap as intake has. */
public final class BareDoorProcess implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofMinutes(1);

  private final ChildJvm process;
  private final int port;

  private BareDoorProcess(ChildJvm process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it; returns when it takes connections. */
  public static BareDoorProcess start(
      Path directory, String bootstrapServers, String topic, Path publicKey, int heapMegabytes)
      throws IOException {
    int port = FreePort.any();
    var process =
        ChildJvm.start(
            directory,
            "bare-door",
            heapMegabytes,
            BareDoor.class,
            List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--bare.bootstrap-servers=" + bootstrapServers,
                "--bare.topic=" + topic,
                "--spring.security.oauth2.resourceserver.jwt.public-key-location=file:"
                    + publicKey));
    var door = new BareDoorProcess(process, port);
    door.awaitReady();
    return door;
  }

  /** Base URL. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Id of its process. */
  public long pid() {
    return process.pid();
  }

  private void awaitReady() {
    long end = System.nanoTime() + READY_WITHIN.toNanos();
    while (!takesConnections()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        close();
        throw new IllegalStateException(
            "Expected the bare door to start, but it did not; see bare-door.log");
      }
    }
  }

  private boolean takesConnections() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
