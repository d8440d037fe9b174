package io.belay.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Other spellings of a path that needs a scope, such as would get past an access rule if that read
 * them in another way than the route does. Each is sent as it stands, without a token and with one
 * that has no scope.
 */
public final class CraftedPaths {
  private static final int READ_TIMEOUT_MILLIS = 20_000;
  private static final int REFUSED = 400;
  private static final int UNAUTHORISED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  private final int port;
  private final String token;
  private final List<String> open;

  /**
   * @param open paths below which this service needs no token
   */
  public CraftedPaths(int port, LocalKeys keys, String... open) {
    this.port = port;
    this.token = keys.token("crafted-paths", "");
    this.open =
        Stream.concat(Stream.of("/actuator/health", "/v3/api-docs"), Stream.of(open)).toList();
  }

  /**
   * What is wrong with how they are answered; empty when nothing is.
   *
   * @param path as it is asked for, {@code /v1/queues}
   */
  public List<String> faults(String method, String path) {
    var faults = new ArrayList<String>();
    for (var spelling : refused(path)) {
      for (var answer : List.of(answer(method, spelling, ""), answer(method, spelling, token))) {
        if (status(answer) != REFUSED
            || !answer.contains("application/problem+json")
            || !answer.contains("urn:belay:problem:request-refused")) {
          faults.add("Expected to refuse %s, but: %s".formatted(spelling, firstLine(answer)));
        }
      }
    }
    for (var spelling : unserved(path)) {
      var stranger = answer(method, spelling, "");
      if (status(stranger) != UNAUTHORISED) {
        faults.add("Expected 401 for %s, but: %s".formatted(spelling, firstLine(stranger)));
      }
      var scopeless = answer(method, spelling, token);
      if (!List.of(FORBIDDEN, NOT_FOUND, NOT_ALLOWED).contains(status(scopeless))) {
        faults.add("Expected not to serve %s, but: %s".formatted(spelling, firstLine(scopeless)));
      }
    }
    return faults;
  }

  /** Mean something else to somebody: these are not even looked up. */
  private List<String> refused(String path) {
    var relative = path.substring(1);
    var spellings =
        new ArrayList<>(
            List.of(
                "/" + path,
                path.replace("/v1/", "/v1//"),
                path + "//",
                "/." + path,
                path + "/.",
                path + "/..",
                path + "%2f.%2f",
                path + ";jsessionid=1",
                path.replace("/v1/", "/v1;x=/"),
                path + "%00",
                path + "%0d%0aX-Injected:%201",
                path + "%e2%80%a8",
                path + "%c0%ae",
                path + "%ff",
                path + "\u00e9",
                path + "\\",
                path + "%zz",
                path + "%",
                "/v1/..%2Factuator/prometheus",
                "/v1/..%2Factuator",
                "/v1/x%2f..%2f..%2factuator/drain"));
    for (var prefix : open) {
      spellings.addAll(
          List.of(
              prefix + "/../.." + path,
              prefix + "/%2e%2e/%2E%2E" + path,
              prefix + "/.%2e/%2e." + path,
              prefix + "/..%2f..%2f" + relative,
              prefix + "/%2e%2e%2f%2e%2e%2F" + relative,
              prefix + "/%252e%252e%252f%252e%252e%252f" + relative,
              prefix + "/..%5c..%5c" + relative,
              prefix + "/..;/..;" + path,
              prefix + "\\..\\.." + path));
    }
    return spellings;
  }

  /** Mean one thing, and that is not open. */
  private static List<String> unserved(String path) {
    var encodedLetter = "%" + Integer.toHexString(path.charAt(path.length() - 1));
    return List.of(
        path,
        path.substring(0, path.length() - 1) + encodedLetter,
        path.replace("/v1/", "/%76%31/"),
        path.toUpperCase(Locale.ROOT),
        path + "/",
        path + "%2F",
        path + "%2F%2F",
        path + "%20",
        path + "%3Bjsessionid=1",
        path + "%3F",
        path + "%5C",
        path + "%25",
        path + "%2Ehtml",
        path + "?/actuator/health",
        path.replace("/v1/", "/v1%2F"),
        "/" + path.replace("/", "%2F"),
        "/%2F" + path,
        "/%3B" + path,
        "/actuator%2Fhealth" + path,
        "/actuator%2Fprometheus");
  }

  private String answer(String method, String target, String bearer) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(READ_TIMEOUT_MILLIS);
      var authorisation = bearer.isEmpty() ? "" : "Authorization: Bearer " + bearer + "\r\n";
      var request =
          method
              + " "
              + target
              + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
              + authorisation
              + "Content-Length: 0\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected an answer to " + target, e);
    }
  }

  private static int status(String answer) {
    return answer.matches("(?s)HTTP/1\\.1 [0-9]{3}\\b.*")
        ? Integer.parseInt(answer.substring(9, 12))
        : 0;
  }

  private static String firstLine(String answer) {
    return answer.lines().findFirst().orElse("nothing");
  }
}
