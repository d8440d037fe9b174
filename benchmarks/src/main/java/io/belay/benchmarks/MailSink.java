package io.belay.benchmarks;

import io.belay.local.FreePort;
import java.net.InetAddress;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server on loopback that takes every message, says so, and keeps none. */
final class MailSink implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 200;

  private final SMTPServer server;
  private volatile Runnable reader = () -> {};

  MailSink() {
    server =
        SMTPServer.port(FreePort.any())
            .bindAddress(InetAddress.getLoopbackAddress())
            .hostName("sink.example")
            .maxConnections(MOST_CONNECTIONS)
            .messageHandler((context, from, to, data) -> reader.run())
            .build();
    server.start();
  }

  void onArrival(Runnable reader) {
    this.reader = reader;
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.stop();
  }
}
