package io.belay.notification.web.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A wire to a server on this machine that a test can cut and mend. */
final class CuttableWire implements AutoCloseable {
  private static final int WAITING = 50;

  private final int target;
  private final ServerSocket door;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  CuttableWire(int target) {
    this.target = target;
    try {
      door = new ServerSocket(0, WAITING, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var unused = Thread.ofVirtual().start(this::connect);
  }

  String url() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  /** Whatever is under way is lost, and new connections end at once. */
  void cut() {
    cut = true;
    ends.forEach(CuttableWire::close);
    ends.clear();
  }

  void mend() {
    cut = false;
  }

  @Override
  public void close() {
    cut();
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void connect() {
    while (!door.isClosed()) {
      try {
        var near = door.accept();
        if (cut) {
          close(near);
          continue;
        }
        var far = new Socket(InetAddress.getLoopbackAddress(), target);
        ends.add(near);
        ends.add(far);
        var unused = Thread.ofVirtual().start(() -> carry(near, far));
        unused = Thread.ofVirtual().start(() -> carry(far, near));
      } catch (IOException over) {
        // closed by the test, or the server went
      }
    }
  }

  private static void carry(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException cut) {
      // both ends are closed
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException closed) {
      // as it should be
    }
  }
}
