package io.belay.escalation;

import io.belay.guard.Routes;
import io.belay.local.LocalCertificate;
import io.belay.local.operate.OperatorCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as it runs, and a caller of its API. */
final class RunningService implements AutoCloseable {
  /** A rebalance is over by then. */
  private static final int MOST_ASKED = 10;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ConfigurableApplicationContext context;
  private final HttpClient http;
  private final String scheme;

  private RunningService(ConfigurableApplicationContext context, HttpClient http, String scheme) {
    this.context = context;
    this.http = http;
    this.scheme = scheme;
  }

  /** Starts it, on a free port unless one is set; returns when its streams were started. */
  static RunningService start(Map<String, String> settings) {
    return new RunningService(run(settings), HttpClient.newHttpClient(), "http");
  }

  /** The same over TLS. */
  static RunningService start(Map<String, String> settings, LocalCertificate certificate) {
    var secured = new HashMap<>(settings);
    for (var setting : certificate.serverSettings()) {
      var parts = setting.split("=", 2);
      secured.put(parts[0], parts[1]);
    }
    var http = HttpClient.newBuilder().sslContext(certificate.trusting()).build();
    return new RunningService(run(secured), http, "https");
  }

  private static ConfigurableApplicationContext run(Map<String, String> settings) {
    var application = new SpringApplication(EscalationApplication.class);
    application.setRegisterShutdownHook(false);
    var all = new HashMap<>(Map.of("server.port", "0", "spring.main.banner-mode", "off"));
    all.putAll(settings);
    var args =
        all.entrySet().stream()
            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new);
    return application.run(args);
  }

  String url() {
    return scheme + "://127.0.0.1:" + port();
  }

  /** Every route that is mapped, the actuator's included. */
  Set<String> routes() {
    return Routes.of(context);
  }

  int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /** How whatever listens there answers to a question without a token. */
  static int status(int port, String path) {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Asks with a token; an empty one means none. */
  HttpResponse<String> ask(String path, String token) {
    var request = HttpRequest.newBuilder(URI.create(url() + path));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** {@code ./belay drain}: it gives its work away; what the operator reads. */
  String drain(String token) {
    var said = new ByteArrayOutputStream();
    var out = new PrintStream(said, true, StandardCharsets.UTF_8);
    int code = OperatorCommand.run(out, out, "drain", url(), "--token", token);
    return code + " " + said.toString(StandardCharsets.UTF_8);
  }

  /** The answer's body, which must be there; asked for as {@link #answer}. */
  JsonNode json(String path, String token) {
    var answer = answer(path, token);
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + " → " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  /** What it answers; while the partition moves, it is asked again as it tells to. */
  HttpResponse<String> answer(String path, String token) {
    var answer = ask(path, token);
    for (int asked = 1; moves(answer) && asked < MOST_ASKED; asked++) {
      sleep(Duration.ofSeconds(answer.headers().firstValueAsLong("Retry-After").orElseThrow()));
      answer = ask(path, token);
    }
    return answer;
  }

  private static boolean moves(HttpResponse<String> answer) {
    return answer.statusCode() == 503
        && answer.body().contains("urn:belay:problem:partition-moving");
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  List<String> texts(JsonNode array, String field) {
    return array.valueStream().map(node -> node.get(field).asString()).toList();
  }

  @Override
  public void close() {
    http.close();
    context.close();
  }
}
