package io.belay.notification.channel.sms;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.belay.local.FreePort;
import io.belay.local.PeerProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Kannel, an SMS gateway written by others: bearerbox and smsbox as processes, before an SMS centre
 * of the test's choice.
 */
public final class Kannel implements AutoCloseable {
  public static final PeerProgram BEARERBOX = new PeerProgram("bearerbox");
  public static final PeerProgram SMSBOX = new PeerProgram("smsbox");
  public static final PeerProgram FAKESMSC = new PeerProgram("fakesmsc");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path directory;
  private final int smsPort = FreePort.any();
  private final int centrePort;
  private final List<Process> processes = new ArrayList<>();

  private Kannel(Path directory, int centrePort) {
    this.directory = directory;
    this.centrePort = centrePort;
  }

  /** Kannel in front of the SMPP centre on this port. */
  static Kannel before(int smppPort, Path directory) throws IOException {
    var kannel = new Kannel(directory, smppPort);
    kannel.start(
        """
        group = smsc
        smsc = smpp
        smsc-id = centre
        host = 127.0.0.1
        port = %d
        transceiver-mode = true
        smsc-username = kannel
        smsc-password = kannel
        system-type = ""
        """
            .formatted(smppPort));
    return kannel;
  }

  /** Kannel with its own fake centre, whose one client prints what it gets. */
  public static Kannel withFakeCentre(Path directory) throws IOException {
    int port = FreePort.any();
    var kannel = new Kannel(directory, port);
    kannel.start(
        """
        group = smsc
        smsc = fake
        smsc-id = fake
        port = %d
        connect-allow-ip = 127.0.0.1
        """
            .formatted(port));
    return kannel;
  }

  /** Where messages are handed in. */
  public URI sendUrl() {
    return URI.create("http://127.0.0.1:" + smsPort + "/cgi-bin/sendsms");
  }

  /** What the fake centre printed. */
  public String fakeCentreLog() throws IOException {
    return Files.readString(directory.resolve("fakesmsc.log"));
  }

  private void start(String centre) throws IOException {
    int boxPort = FreePort.any();
    var configuration =
        """
        group = core
        admin-port = %d
        admin-interface = 127.0.0.1
        admin-password = none
        smsbox-port = %d
        smsbox-interface = 127.0.0.1
        log-level = 1
        store-type = file
        store-location = %s
        dlr-storage = internal

        %s
        group = smsbox
        bearerbox-host = 127.0.0.1
        sendsms-port = %d
        sendsms-interface = 127.0.0.1
        log-level = 1

        group = sendsms-user
        username = belay
        password = secret
        max-messages = 10
        concatenation = true
        """
            .formatted(FreePort.any(), boxPort, directory.resolve("store"), centre, smsPort);
    var file = directory.resolve("kannel.conf");
    Files.writeString(file, configuration, UTF_8);
    run("bearerbox", BEARERBOX.path().toString(), "-v", "1", file.toString());
    awaitListens(boxPort);
    if (centre.contains("smsc = fake")) {
      awaitListens(centrePort);
      // no messages of its own; it prints those it is sent
      run(
          "fakesmsc",
          FAKESMSC.path().toString(),
          "-H",
          "127.0.0.1",
          "-r",
          Integer.toString(centrePort),
          "-m",
          "0",
          "123 456 text nothing");
    }
    run("smsbox", SMSBOX.path().toString(), "-v", "1", file.toString());
    awaitListens(smsPort);
  }

  private void run(String name, String... command) throws IOException {
    processes.add(
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + ".log").toFile())
            .start());
  }

  private void awaitListens(int port) throws IOException {
    try {
      awaitConnection(port);
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException(
          "Expected Kannel on port %d: %s"
              .formatted(port, Files.readString(directory.resolve("bearerbox.log"))),
          e);
    }
  }

  private static void awaitConnection(int port) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(
            () -> {
              try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
              }
            });
  }

  @Override
  public void close() {
    for (var process : processes.reversed()) {
      process.destroy();
      try {
        if (!process.waitFor(3, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
