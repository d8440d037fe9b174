package io.belay.notification.channel.sms;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.belay.local.PeerModule;
import io.belay.local.PeerProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An SMS centre that is not ours: npm's smpp on Node, as a process. */
public final class NodeSmsCentre implements AutoCloseable {
  public static final PeerModule PEER = new PeerModule("smpp");
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final JsonMapper JSON = new JsonMapper();

  private final Process process;
  private final PrintWriter orders;
  private final List<JsonNode> said = new CopyOnWriteArrayList<>();

  private NodeSmsCentre(Process process) {
    this.process = process;
    this.orders = new PrintWriter(process.outputWriter(UTF_8), true);
    Thread.ofPlatform().daemon().name("node-sms-centre").start(this::listen);
  }

  public static NodeSmsCentre start() {
    try {
      var script =
          Path.of(
              Objects.requireNonNull(NodeSmsCentre.class.getResource("/peers/sms-centre.cjs"))
                  .toURI());
      var process =
          new ProcessBuilder(
                  new PeerProgram("node").path().toString(),
                  script.toString(),
                  PEER.root().toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return new NodeSmsCentre(process);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected Node to start, but it failed", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public int port() {
    return awaitLine("port").asInt();
  }

  /**
   * Changes its behaviour by these keys of the script's. Returns when it has answered, and so when
   * all it said before has been heard: what it did at the other end of a connection may be known
   * there before the line that tells of it is read here.
   */
  public void told(String json) {
    long before = heard("told");
    orders.println(json);
    Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> heard("told") > before);
  }

  private void hearAllItSaid() {
    told("{}");
  }

  /** What was submitted so far, in order. */
  public List<JsonNode> submits() {
    hearAllItSaid();
    return said.stream()
        .filter(line -> line.has("submit"))
        .map(line -> line.get("submit"))
        .toList();
  }

  /** How many lines of this kind it said. */
  public long count(String kind) {
    hearAllItSaid();
    return heard(kind);
  }

  private long heard(String kind) {
    return said.stream().filter(line -> line.has(kind)).count();
  }

  /** The latest line of this kind. */
  public JsonNode lastOf(String kind) {
    hearAllItSaid();
    return said.stream().filter(line -> line.has(kind)).reduce((a, b) -> b).orElseThrow().get(kind);
  }

  private JsonNode awaitLine(String kind) {
    Awaitility.await().atMost(PATIENCE).until(() -> heard(kind) > 0);
    return said.stream().filter(line -> line.has(kind)).findFirst().orElseThrow().get(kind);
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      lines.lines().map(JSON::readTree).forEach(said::add);
    } catch (IOException | UncheckedIOException closed) {
      // it ended
    }
  }

  /** It ends when its input does. */
  @Override
  public void close() {
    orders.close();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
