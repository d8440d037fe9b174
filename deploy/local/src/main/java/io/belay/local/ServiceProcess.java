package io.belay.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;

/**
 * One of the services, as a process of its own from the jar its module built. Its settings lie in a
 * file, not on the command line, as some are secrets.
 */
public final class ServiceProcess implements AutoCloseable {
  /** Exit code of a service that wants to be started again: EX_TEMPFAIL of sysexits. */
  public static final int START_AGAIN = 75;

  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Djava.net.preferIPv4Stack=true",
          "--enable-native-access=ALL-UNNAMED");

  private final JavaProcess process;
  private final int port;

  private ServiceProcess(JavaProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a service and returns at once; see {@link #awaitReady}.
   *
   * @param module its Maven module, such as {@code intake-service}
   * @param instance tells two processes of one service apart, such as {@code intake-1}
   * @param dir its log lies in {@code dir/logs}, its settings in {@code dir/settings}
   * @param heapMegabytes bound of its heap
   * @param settings Spring properties beside those of its own application.yaml
   */
  public static ServiceProcess start(
      String module,
      String instance,
      Path dir,
      int port,
      int heapMegabytes,
      Map<String, String> settings) {
    return start(module, instance, dir, port, heapMegabytes, List.of(), settings);
  }

  /**
   * Starts a service with more flags of the JVM's; they come after the usual ones, which favour a
   * quick start, and so win.
   */
  public static ServiceProcess start(
      String module,
      String instance,
      Path dir,
      int port,
      int heapMegabytes,
      List<String> moreFlags,
      Map<String, String> settings) {
    return start(jar(module), instance, dir, port, heapMegabytes, moreFlags, Map.of(), settings);
  }

  /**
   * Starts a service from any jar of it, such as an earlier release's, with variables in its
   * environment beside those of this process.
   */
  public static ServiceProcess start(
      Path jar,
      String instance,
      Path dir,
      int port,
      int heapMegabytes,
      List<String> moreFlags,
      Map<String, String> environment,
      Map<String, String> settings) {
    var flags = new ArrayList<String>();
    flags.add("-Xmx" + heapMegabytes + "m");
    flags.addAll(FLAGS);
    flags.addAll(moreFlags);
    var service = UnpackedService.of(jar);
    // under another clock files have other times, too, and no archive fits
    boolean shares = environment.isEmpty();
    var all = new LinkedHashMap<>(settings);
    all.put("server.port", Integer.toString(port));
    var file = write(dir.resolve("settings").resolve(instance + ".properties"), all);
    var process =
        JavaProcess.start(
            "the service " + instance,
            shares ? SharedClasses.keptIn(service.archive(), flags) : flags,
            service.jar().toString(),
            List.of(
                service.mainClass(),
                "--spring.main.banner-mode=off",
                "--spring.config.additional-location=file:" + file.toAbsolutePath()),
            environment,
            dir.resolve("logs").resolve(instance + ".log"));
    return new ServiceProcess(process, port);
  }

  /** The jar that a module's build made. */
  public static Path jar(String module) {
    var target = BelayRoot.path().resolve(module).resolve("target");
    try (var files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(module))
          .filter(file -> file.getFileName().toString().endsWith(".jar"))
          .filter(file -> !file.getFileName().toString().contains("-sources"))
          .findFirst()
          .orElseThrow(() -> missing(module));
    } catch (IOException e) {
      throw missing(module);
    }
  }

  /** Base URL. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** The process id, for those who measure or kill. */
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Returns when the service says it is ready.
   *
   * @throws IllegalStateException when it ends first or takes longer; names the log
   */
  public void awaitReady(Duration atMost) {
    try (var http = HttpClient.newBuilder().connectTimeout(PROBE_TIMEOUT).build()) {
      var uri = URI.create(url() + "/actuator/health/readiness");
      process.awaitReady(atMost, () -> answersOk(http, uri));
    }
  }

  /** Whether it says it is ready, asked once. */
  public boolean isReady() {
    try (var http = HttpClient.newBuilder().connectTimeout(PROBE_TIMEOUT).build()) {
      return answersOk(http, URI.create(url() + "/actuator/health/readiness"));
    }
  }

  /** Waits until it has ended by itself; its exit code, or nothing when it goes on for longer. */
  public OptionalInt awaitEnd(Duration atMost) {
    return process.awaitEnd(atMost);
  }

  /** Runs this once it has ended to be started again, as after its wall clock was set back. */
  public void onWishToStartAgain(Runnable start) {
    process.onEnd(
        code -> {
          if (code == START_AGAIN) {
            start.run();
          }
        });
  }

  /** SIGSTOP: the process stands still, as a machine under pressure does, until it is thawed. */
  public void freeze() {
    process.signal("STOP");
  }

  /** SIGCONT: goes on where it was. */
  public void thaw() {
    process.signal("CONT");
  }

  /** SIGKILL: what a crash of the process does. */
  public void kill() {
    process.kill();
  }

  /** Stops in order. */
  @Override
  public void close() {
    process.close();
  }

  static boolean answersOk(HttpClient http, URI uri) {
    return answersOk(http, HttpRequest.newBuilder(uri).timeout(PROBE_TIMEOUT).build());
  }

  static boolean answersOk(HttpClient http, HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Path write(Path file, Map<String, String> settings) {
    var properties = new Properties();
    properties.putAll(settings);
    try {
      Files.createDirectories(file.getParent());
      try (var out = Files.newBufferedWriter(file)) {
        properties.store(out, null);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IllegalStateException missing(String module) {
    return new IllegalStateException(
        "Expected the jar of %s, but it is not built; build it with: mvn -pl %s -am package"
            .formatted(module, module));
  }
}
