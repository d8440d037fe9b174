package io.belay.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
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

  private FreePort() {}

  /**
   * A port that was free a moment ago and that this process was not told before, from 20000 to
   * 31999.
   */
  public static int any() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND_HIGHEST);
      if (TOLD.add(port) && isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "Expected a free loopback port, but none of %d was".formatted(TRIES));
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
