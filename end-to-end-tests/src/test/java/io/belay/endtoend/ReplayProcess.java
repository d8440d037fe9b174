package io.belay.endtoend;

import io.belay.local.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code ./run --replay} as somebody starts it, on ports that are free. */
final class ReplayProcess implements AutoCloseable {
  private static final List<String> PARTS =
      List.of(
          "broker", "registry", "intake", "escalation", "notification", "sms", "mail", "viewer");

  private final Process process;
  private final Path output;
  private final Map<String, Integer> ports;

  private ReplayProcess(Process process, Path output, Map<String, Integer> ports) {
    this.process = process;
    this.output = output;
    this.ports = ports;
  }

  /** Starts it; what it says goes to {@code directory}. */
  static ReplayProcess start(Path directory, Path log, int speed) {
    var command = new ArrayList<String>();
    command.add(Dashboards.root().resolve("run").toString());
    command.addAll(List.of("--replay", log.toString(), "--speed", Integer.toString(speed)));
    var ports = new LinkedHashMap<String, Integer>();
    for (var part : PARTS) {
      ports.put(part, FreePort.any());
      command.addAll(List.of("--" + part + "-port", Integer.toString(ports.get(part))));
    }
    var output = directory.resolve("run.log");
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
      return new ReplayProcess(process, output, ports);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where each service is scraped: its name and {@code host:port}. */
  Map<String, String> scrapeTargets() {
    var targets = new LinkedHashMap<String, String>();
    for (var service : List.of("intake", "escalation", "notification")) {
      targets.put(service, "127.0.0.1:" + ports.get(service));
    }
    return targets;
  }

  boolean isOver() {
    return !process.isAlive();
  }

  /** What it has said so far. */
  String said() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGTERM, as Ctrl-C: it stops all that it started. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
