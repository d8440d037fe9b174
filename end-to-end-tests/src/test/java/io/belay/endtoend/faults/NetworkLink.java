package io.belay.endtoend.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * The network between a rack and the brokers. Cut, it lets nothing pass, and neither end is told;
 * mended, it delivers what was on its way, as TCP does.
 */
final class NetworkLink implements AutoCloseable {
  private static final int CHUNK = 64 * 1024;

  private final List<ServerSocket> nearEnds = new ArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile CountDownLatch passable = new CountDownLatch(0);

  private NetworkLink() {}

  /**
   * A link that passes.
   *
   * @param nearPorts where it listens on loopback
   * @param farPorts where each of them leads
   */
  static NetworkLink open(List<Integer> nearPorts, List<Integer> farPorts) {
    var link = new NetworkLink();
    try {
      for (int i = 0; i < nearPorts.size(); i++) {
        var nearEnd = new ServerSocket(nearPorts.get(i), 50, InetAddress.getLoopbackAddress());
        int farPort = farPorts.get(i);
        link.nearEnds.add(nearEnd);
        Thread.ofVirtual().start(() -> link.accept(nearEnd, farPort));
      }
    } catch (IOException e) {
      link.close();
      throw new UncheckedIOException(e);
    }
    return link;
  }

  void cut() {
    passable = new CountDownLatch(1);
  }

  void mend() {
    passable.countDown();
  }

  private void accept(ServerSocket nearEnd, int farPort) {
    while (!nearEnd.isClosed()) {
      try {
        var near = nearEnd.accept();
        open.add(near);
        Thread.ofVirtual().start(() -> connect(near, farPort));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket near, int farPort) {
    try {
      passable.await();
      var far = new Socket(InetAddress.getLoopbackAddress(), farPort);
      open.add(far);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      Thread.ofVirtual().start(() -> pass(near, far));
      pass(far, near);
    } catch (IOException brokerAway) {
      end(near);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(Socket from, Socket to) {
    var bytes = new byte[CHUNK];
    try {
      var in = from.getInputStream();
      var out = to.getOutputStream();
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        passable.await();
        out.write(bytes, 0, read);
      }
    } catch (IOException ended) {
      // the other direction is told below
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end(from);
    end(to);
  }

  private void end(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException gone) {
      // it is closed
    }
  }

  @Override
  public void close() {
    for (var nearEnd : nearEnds) {
      try {
        nearEnd.close();
      } catch (IOException gone) {
        // it is closed
      }
    }
    mend();
    open.forEach(this::end);
  }
}
