package io.belay.local;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Loopback ports that nobody listens on. */
public final class FreePort {
  /** Below the ports that Linux gives to outgoing connections, which would take one in between. */
  private static final int LOWEST = 20_000;

  private static final int BEYOND_HIGHEST = 32_000;
  private static final int TRIES = 1_000;

  /** A process is told each port once: between the answer and its use nobody listens there yet. */
  private static final Set<Integer> TOLD = ConcurrentHashMap.newKeySet();

  /** Held to the end of this process: no other one of this user is told the same port. */
  private static final Optional<FileChannel> TOLD_TO_ALL = toldToAll();

  private FreePort() {}

  /**
   * A port that was free a moment ago and that neither this process nor another that still runs was
   * told before, from 20000 to 31999.
   */
  public static int any() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND_HIGHEST);
      if (TOLD.add(port) && isMine(port) && isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "Expected a free loopback port, but none of %d was".formatted(TRIES));
  }

  /** Whether this process alone holds the byte of this port; true where there is no such file. */
  private static boolean isMine(int port) {
    return TOLD_TO_ALL.map(file -> isLocked(file, port)).orElse(true);
  }

  private static boolean isLocked(FileChannel file, int port) {
    try {
      // never released: the end of the process does that
      return file.tryLock(port, 1, false) != null;
    } catch (IOException e) {
      return true;
    }
  }

  private static Optional<FileChannel> toldToAll() {
    var file =
        Path.of(
            System.getProperty("java.io.tmpdir"), "belay-ports." + System.getProperty("user.name"));
    try {
      return Optional.of(FileChannel.open(file, CREATE, WRITE));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** True when the port can be bound on loopback right now. */
  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      // As the servers themselves do: a port whose last owner just died counts as free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
