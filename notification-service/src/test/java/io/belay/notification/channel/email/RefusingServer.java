package io.belay.notification.channel.email;

import io.belay.local.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that says the same no to one command of every mail. */
final class RefusingServer implements AutoCloseable {
  private final SMTPServer server;

  private RefusingServer(MessageHandler handler) {
    server =
        SMTPServer.port(FreePort.any())
            .bindAddress(InetAddress.getLoopbackAddress())
            .hostName("mail.example")
            .messageHandlerFactory(context -> handler)
            .build();
    server.start();
  }

  /**
   * @param command MAIL, RCPT or DATA
   * @param said after the three digits
   */
  static RefusingServer refuses(String command, int reply, String said) {
    return new RefusingServer(new Refusals(command, new RejectException(reply, said)));
  }

  private record Refusals(String refused, RejectException answer) implements MessageHandler {
    private void refuse(String command) throws RejectException {
      if (command.equals(refused)) {
        throw answer;
      }
    }

    @Override
    public void from(String from) throws RejectException {
      refuse("MAIL");
    }

    @Override
    public void recipient(String to) throws RejectException {
      refuse("RCPT");
    }

    @Override
    public @Nullable String data(InputStream in) throws RejectException, IOException {
      in.transferTo(OutputStream.nullOutputStream());
      refuse("DATA");
      return null;
    }

    @Override
    public void done() {}
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.stop();
  }
}
