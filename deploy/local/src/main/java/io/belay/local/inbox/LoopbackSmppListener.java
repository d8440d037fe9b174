package io.belay.local.inbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnection;

/** Listens on loopback only, and without Nagle's delay, which the library's own leaves on. */
final class LoopbackSmppListener implements ServerConnectionFactory {
  private static final int BACKLOG = 50;

  @Override
  public ServerConnection listen(int port) throws IOException {
    return listen(port, 0, BACKLOG);
  }

  @Override
  public ServerConnection listen(int port, int timeoutMillis) throws IOException {
    return listen(port, timeoutMillis, BACKLOG);
  }

  @Override
  public ServerConnection listen(int port, int timeoutMillis, int backlog) throws IOException {
    var server = new ServerSocket(port, backlog, InetAddress.getLoopbackAddress());
    server.setSoTimeout(timeoutMillis);
    return new ServerConnection() {
      @Override
      public Connection accept() throws IOException {
        var socket = server.accept();
        socket.setTcpNoDelay(true);
        return new SocketConnection(socket);
      }

      @Override
      public void setSoTimeout(int millis) throws IOException {
        server.setSoTimeout(millis);
      }

      @Override
      public int getSoTimeout() throws IOException {
        return server.getSoTimeout();
      }

      @Override
      public void close() throws IOException {
        server.close();
      }
    };
  }
}
