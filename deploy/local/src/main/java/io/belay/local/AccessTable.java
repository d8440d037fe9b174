package io.belay.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who may call what, as {@code docs/security.md} says it for one service, and whether a running
 * service agrees: each route is called without a token, with a token that lacks a scope, and with
 * all scopes.
 */
public final class AccessTable {
  private static final Pattern ROW =
      Pattern.compile("\\| (\\S+) \\| (GET|POST|PUT|DELETE) \\| `([^`]+)` \\| (.+?) \\|.*");
  private static final Pattern TYPE = Pattern.compile("\"type\":\"urn:belay:problem:([a-z-]+)\"");
  private static final String EACH = "each";
  private static final String OPEN = "open";
  private static final String ANY_TOKEN = "any token";
  private static final String LOCAL_OR_OPS = "open on loopback, else `ops`";
  private static final String SEALED = "a seal of another instance";
  private static final String SIGNED = "a signature of the gateway";
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

  /** With a token that allows it, this would be done. */
  private static final Set<String> HEARD = Set.of("/actuator/drain");

  private static final int UNAUTHORISED = 401;
  private static final int FORBIDDEN = 403;
  private static final int LONGEST_PROBLEM = 1_000;

  private static final Refusal NO_TOKEN = new Refusal(UNAUTHORISED, "Bearer", "unauthenticated");
  private static final Refusal NO_REAL_TOKEN =
      new Refusal(UNAUTHORISED, "Bearer error=\"invalid_token\"", "unauthenticated");
  private static final Refusal NO_SCOPE =
      new Refusal(FORBIDDEN, "Bearer error=\"insufficient_scope\"", "missing-scope");

  private final Map<Route, String> needs = new TreeMap<>();

  /**
   * A path pattern and the method it is asked with.
   *
   * @param path as it is mapped, {@code /v1/cases/{caseId}}
   */
  private record Route(String method, String path) implements Comparable<Route> {
    @Override
    public int compareTo(Route other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return method + " " + path;
    }

    private static Route parse(String route) {
      int space = route.indexOf(' ');
      return new Route(route.substring(0, space), route.substring(space + 1));
    }

    private String example() {
      return path.replaceAll("\\{[^}]+}", "x").replace("**", "liveness");
    }
  }

  /**
   * How a door stays closed.
   *
   * @param challenge what {@code WWW-Authenticate} says
   * @param problem end of the type in the body
   */
  private record Refusal(int status, String challenge, String problem) {
    private static Refusal of(HttpResponse<InputStream> answer) throws IOException {
      var body = new String(answer.body().readNBytes(LONGEST_PROBLEM), UTF_8);
      var type = TYPE.matcher(body);
      return new Refusal(
          answer.statusCode(),
          answer.headers().firstValue("WWW-Authenticate").orElse(""),
          type.find() ? type.group(1) : body);
    }
  }

  private AccessTable() {}

  /**
   * The rows of a service and those of each.
   *
   * @param service first word of a row, such as {@code intake}
   */
  public static AccessTable of(String service) {
    var table = new AccessTable();
    try {
      for (var line : Files.readAllLines(BelayRoot.path().resolve("docs/security.md"))) {
        var row = ROW.matcher(line);
        if (row.matches() && (row.group(1).equals(service) || row.group(1).equals(EACH))) {
          table.needs.put(new Route(row.group(2), row.group(3)), row.group(4).trim());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  /**
   * What is wrong; empty when table and service agree.
   *
   * @param routes every route the service maps: method, a space, the path as it is mapped
   */
  public List<String> faults(String url, LocalKeys keys, Set<String> routes) {
    var faults = new ArrayList<String>();
    var served = routes.stream().map(Route::parse).collect(Collectors.toSet());
    needs.keySet().stream()
        .filter(route -> !served.contains(route))
        .forEach(route -> faults.add(route + " stands in the table, but is not served"));
    try (var http = HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build()) {
      var caller = new Caller(http, url, keys);
      for (var route : served) {
        var need = needs.get(route);
        if (need == null) {
          faults.add(route + " is served, but does not stand in the table");
        } else {
          faults.addAll(caller.faults(route, need));
        }
      }
      faults.addAll(caller.faults(new Route("GET", "/there/is/no/such/page"), ANY_TOKEN));
    }
    return faults;
  }

  /** What of an answer is asked for. */
  private interface Reading<T> {
    T of(HttpResponse<InputStream> answer) throws IOException;
  }

  /** Asks with one token or another. */
  private record Caller(HttpClient http, String url, LocalKeys keys) {

    List<String> faults(Route route, String need) {
      return switch (need) {
        case OPEN -> expect(route, "nobody", isServed(status(route, "", false)), "be open");
        case ANY_TOKEN -> closed(route, "", false);
        case LOCAL_OR_OPS -> {
          var faults = new ArrayList<>(faults(route, OPEN));
          faults.addAll(closed(route, "ops", true));
          yield faults;
        }
        case SEALED, SIGNED -> {
          int unsealed = status(route, "", false);
          yield expect(route, "nobody", unsealed >= 400, "be refused, not " + unsealed);
        }
        default -> closed(route, need.replace("`", ""), false);
      };
    }

    private List<String> closed(Route route, String scopes, boolean fromElsewhere) {
      var faults = new ArrayList<String>();
      faults.addAll(refused(route, "nobody", "", fromElsewhere, NO_TOKEN));
      faults.addAll(
          refused(route, "one with no real token", "e30.e30.e30", fromElsewhere, NO_REAL_TOKEN));
      var all = scopes.isEmpty() ? List.<String>of() : List.of(scopes.split(" "));
      for (var missing : all) {
        var others = all.stream().filter(scope -> !scope.equals(missing)).toList();
        faults.addAll(
            refused(route, "one without " + missing, token(others), fromElsewhere, NO_SCOPE));
      }
      if (HEARD.contains(route.path())) {
        return faults;
      }
      int allowed = status(route, token(all), fromElsewhere);
      faults.addAll(expect(route, "one with " + all, isServed(allowed), "open, not " + allowed));
      return faults;
    }

    private List<String> refused(
        Route route, String who, String token, boolean fromElsewhere, Refusal refusal) {
      var answer = ask(route, token, fromElsewhere, Refusal::of);
      return expect(
          route, who, refusal.equals(answer), "get %s, not %s".formatted(refusal, answer));
    }

    private String token(List<String> scopes) {
      return keys.token("access-table", String.join(" ", scopes));
    }

    private static List<String> expect(Route route, String who, boolean holds, String expected) {
      return holds
          ? List.of()
          : List.of("Expected %s for %s to %s".formatted(route, who, expected));
    }

    private static boolean isServed(int status) {
      return status != UNAUTHORISED && status != FORBIDDEN;
    }

    private int status(Route route, String token, boolean fromElsewhere) {
      // headers are enough: a page of events would never end
      return ask(route, token, fromElsewhere, HttpResponse::statusCode);
    }

    private <T> T ask(Route route, String token, boolean fromElsewhere, Reading<T> reading) {
      var request =
          HttpRequest.newBuilder(URI.create(url + route.example()))
              .timeout(ANSWER_WITHIN)
              .method(route.method(), HttpRequest.BodyPublishers.noBody());
      if (!token.isEmpty()) {
        request.header("Authorization", "Bearer " + token);
      }
      if (fromElsewhere) {
        request.header("X-Forwarded-For", "192.0.2.1");
      }
      try {
        var answer = http.send(request.build(), BodyHandlers.ofInputStream());
        try {
          return reading.of(answer);
        } finally {
          answer.body().close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Expected an answer to " + route, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
