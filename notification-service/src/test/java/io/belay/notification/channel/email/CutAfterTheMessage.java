package io.belay.notification.channel.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A line to a mail server that passes everything on until a message is through, and is cut before
 * the server's answer to it comes back.
 */
final class CutAfterTheMessage implements AutoCloseable {
  private static final String END_OF_MESSAGE = "\r\n.\r\n";

  private final ServerSocket listening;
  private final int serverPort;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  CutAfterTheMessage(int serverPort) throws IOException {
    this.serverPort = serverPort;
    this.listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var client = listening.accept();
        threads.execute(() -> carry(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void carry(Socket client) {
    try (client;
        var server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
      threads.execute(() -> copyBack(server, client));
      pass(client.getInputStream(), server.getOutputStream(), client);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cuts the way back first, then lets the last bytes of the message through. */
  private static void pass(InputStream from, OutputStream to, Socket client) throws IOException {
    var tail = new StringBuilder();
    var buffer = new byte[8_192];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      tail.append(new String(buffer, 0, read, ISO_8859_1));
      boolean whole = tail.indexOf(END_OF_MESSAGE) >= 0;
      if (whole) {
        client.close();
      }
      to.write(buffer, 0, read);
      to.flush();
      if (whole) {
        return;
      }
      tail.delete(0, Math.max(0, tail.length() - END_OF_MESSAGE.length()));
    }
  }

  private static void copyBack(Socket server, Socket client) {
    try {
      server.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException cut) {
      // what the cut is for
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }
}
