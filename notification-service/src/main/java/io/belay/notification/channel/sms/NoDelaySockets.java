package io.belay.notification.channel.sms;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnection;

/**
 * Connections that send each PDU at once: with Nagle's algorithm on, a window of 1 does about 100
 * messages a second. Each takes PDUs from any number of threads.
 */
final class NoDelaySockets implements ConnectionFactory {
  private final Duration connectWithin;

  NoDelaySockets(Duration connectWithin) {
    this.connectWithin = connectWithin;
  }

  @Override
  public Connection createConnection(String host, int port) throws IOException {
    return new PduConnection(connected(host, port));
  }

  Socket connected(String host, int port) throws IOException {
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(host, port), (int) connectWithin.toMillis());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static final class PduConnection extends SocketConnection {
    private final OutputStream pdus;
    private final InputStream heard;

    PduConnection(Socket socket) throws IOException {
      super(socket);
      this.pdus = new PduOutput(socket.getOutputStream());
      // the library reads a PDU's header number by number
      this.heard = new BufferedInputStream(socket.getInputStream());
    }

    @Override
    public InputStream getInputStream() {
      return heard;
    }

    @Override
    public OutputStream getOutputStream() {
      return pdus;
    }
  }
}
