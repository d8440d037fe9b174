package io.belay.notification.channel.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server that takes one mail on a connection and ends it then, as busy ones do. */
final class EndsAfterEachMail implements AutoCloseable {
  private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger taken = new AtomicInteger();
  private final String goodbye;
  private volatile CountDownLatch ended = new CountDownLatch(1);

  /**
   * @param goodbye its last words on a connection; empty: none
   */
  EndsAfterEachMail(String goodbye) throws IOException {
    this.goodbye = goodbye;
    threads.execute(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Mails taken. */
  int taken() {
    return taken.get();
  }

  /** Returns once a connection is over on which a mail came. */
  void awaitEnd() throws InterruptedException {
    if (!ended.await(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("Expected the server to end the connection");
    }
    ended = new CountDownLatch(1);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var client = listening.accept();
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    boolean mail = false;
    try (client) {
      var in = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
      say(client, "220 mail.example");
      for (var line = in.readLine(); line != null; line = mail ? null : in.readLine()) {
        if (line.equals("DATA")) {
          say(client, "354 go on");
          while (!".".equals(in.readLine())) {
            // not kept
          }
          taken.incrementAndGet();
          mail = true;
        }
        say(client, "250 ok");
      }
      if (mail && !goodbye.isEmpty()) {
        say(client, goodbye);
      }
    } catch (IOException cut) {
      // by the other side
    }
    if (mail) {
      ended.countDown();
    }
  }

  private static void say(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }
}
