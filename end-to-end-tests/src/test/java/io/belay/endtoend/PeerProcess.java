package io.belay.endtoend;

import io.belay.local.PeerProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A monitoring program of others, as a process with an HTTP port of its own. */
final class PeerProcess implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration READY_WITHIN = Duration.ofSeconds(20);

  private final Process process;
  private final String url;
  private final HttpClient http = HttpClient.newHttpClient();

  private PeerProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Starts it; returns when it says it is ready. Its output goes to {@code directory}. */
  static PeerProcess start(PeerProgram program, Path directory, int port, List<String> flags) {
    var command = new ArrayList<String>();
    command.add(program.path().toString());
    command.add("--web.listen-address=127.0.0.1:" + port);
    command.addAll(flags);
    try {
      Files.createDirectories(directory);
      var process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve(program.name() + ".log").toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      var peer = new PeerProcess(process, "http://127.0.0.1:" + port);
      Awaitility.await(program.name() + " is ready").atMost(READY_WITHIN).until(peer::isReady);
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return url;
  }

  /** What it answers as JSON. */
  JsonNode json(String path) {
    return JSON.readTree(text(URI.create(url + path)));
  }

  static String text(URI uri) {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private boolean isReady() {
    try {
      var request = HttpRequest.newBuilder(URI.create(url + "/-/ready")).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
