package io.belay.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.guard.GuardedServer.Doors;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

class RequestFirewallTest {
  private static final ConfigurableApplicationContext SERVER = GuardedServer.start();
  private static final String CONTACT = "/v1/customers/%s/contact";
  private static final int READ_TIMEOUT_MILLIS = 10_000;

  private final int port = GuardedServer.portOf(SERVER);
  private final Doors doors = SERVER.getBean(Doors.class);

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b",
        "/",
        "a//b",
        "a/",
        "a;b",
        ";",
        "a;jsessionid=1",
        "50%",
        "%",
        "%zz",
        "50%00",
        "50%0a",
        "50%0D",
        "%E2%80%A8",
        "%e2%80%a9",
        "a%2Fb",
        "a%3Bb",
        "a\\b",
        "\\",
        "a.b",
        "..a",
        "a..",
        "...",
        "a/.../b",
        "%2e%2eb",
        "a b+c",
        "?a=b#c",
        "王/芳",
        "\"<{[|]}>^`",
        "DOMAIN\\user;v=1/50%"
      })
  void anIdWithAnyCharacterReachesItsHandlerAsItIs(String id) {
    var segment = segment(id);
    for (var spelling : new String[] {segment, inLowerCase(segment)}) {
      assertThat(answer(CONTACT.formatted(spelling))).startsWith("HTTP/1.1 200");
      assertThat(doors.erased().getLast()).isEqualTo(id);
    }
  }

  /** A path parameter would be cut off, and another customer erased. */
  @ParameterizedTest
  @ValueSource(strings = {"a;b", "a\\b", "50%", "a%zzb", "a%2", "M\u00fcller", "M%FCller", "a|b"})
  void whatIsNotEncodedIsRefusedAndNoOtherCustomerIsMeant(String segment) {
    var before = doors.erased().size();
    assertThat(answer(CONTACT.formatted(segment)))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json", "\"urn:belay:problem:request-refused\"")
        .contains("percent-encoded", "a semicolon as %3B");
    assertThat(doors.erased()).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "..",
        "%2e",
        "%2E%2e",
        ".%2e",
        "a%2F..",
        "a%2f.%2fb",
        "..%2Fa",
        "%2F.",
        "%252e",
        "%252e%252e",
        "a%252f..%252fb",
        "a%252F%252E",
        "..%5Ca",
        "a%5C.%5Cb",
        "a%255c..",
        "%2F..%2F"
      })
  void dotsAloneBetweenSlashesAreRefusedAlsoEncodedAndDoublyEncoded(String segment) {
    assertThat(answer(CONTACT.formatted(segment)))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json", "\"urn:belay:problem:request-refused\"")
        .contains("alone between slashes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%00", "a%0ab", "%0D", "a%E2%80%A8", "a%e2%80%a9"})
  void lineBreaksAndNulAreRefused(String segment) {
    assertThat(answer(CONTACT.formatted(segment)))
        .startsWith("HTTP/1.1 400")
        .contains("\"urn:belay:problem:request-refused\"", "no line break");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"//v1/customers/a/contact", "/v1//customers/a/contact", "/v1/customers//contact"})
  void twoSlashesSideBySideAreRefused(String path) {
    assertThat(answer(path))
        .startsWith("HTTP/1.1 400")
        .contains("\"urn:belay:problem:request-refused\"", "two slashes side by side");
  }

  @Test
  void aSlashThatIsEncodedSeparatesNothing() {
    assertThat(answer("/v1%2Fcustomers/a/contact")).doesNotStartWith("HTTP/1.1 2");
    assertThat(answer("/v1/customers/a%2Fcontact")).doesNotStartWith("HTTP/1.1 2");
    assertThat(answer("/figures%2F..")).startsWith("HTTP/1.1 400");
  }

  @Test
  void aHeaderWithAControlCharacterIsRefusedWithAReasonAndIsNotRepeated() {
    var path = CONTACT.formatted("a");
    assertThat(BareCall.answer(port, "DELETE", path, "X-Told: \u0085secret"))
        .startsWith("HTTP/1.1 400")
        .contains("\"urn:belay:problem:request-refused\"", "no control character in a header")
        .doesNotContain("secret");
    assertThat(BareCall.answer(port, "DELETE", path, "X-Told:  twice\tover"))
        .endsWith("erased atwice\tover");
  }

  @Test
  void aMethodThatNobodyTakesIsRefusedWithAReason() {
    assertThat(BareCall.answer(port, "TRACE", CONTACT.formatted("a")))
        .startsWith("HTTP/1.1 400")
        .contains("\"urn:belay:problem:request-refused\"", "Expected DELETE, GET");
  }

  @Test
  void afterARefusalTheConnectionIsGoodForMore() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(READ_TIMEOUT_MILLIS);
      for (var target : new String[] {"a\\b", "..", "a;b"}) {
        send(socket, CONTACT.formatted(target), "");
        assertThat(problem(socket)).startsWith("HTTP/1.1 400");
      }
      send(socket, CONTACT.formatted("kept"), "Connection: close\r\n");
      assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
          .startsWith("HTTP/1.1 200")
          .endsWith("erased kept");
    }
  }

  /** Up to the end of its body. */
  private static String problem(Socket socket) throws Exception {
    var read = new StringBuilder();
    while (read.indexOf("}") < 0) {
      int octet = socket.getInputStream().read();
      assertThat(octet).as("an octet after %s", read).isNotNegative();
      read.append((char) octet);
    }
    return read.toString();
  }

  private static void send(Socket socket, String target, String header) throws Exception {
    var request = "DELETE " + target + " HTTP/1.1\r\nHost: x\r\n" + header;
    socket.getOutputStream().write((request + "Content-Length: 0\r\n\r\n").getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private String answer(String target) {
    return BareCall.answer(port, "DELETE", target);
  }

  private static String segment(String id) {
    return URLEncoder.encode(id, UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  /** The escapes alone. */
  private static String inLowerCase(String segment) {
    return Pattern.compile("%[0-9A-F]{2}")
        .matcher(segment)
        .replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT));
  }
}
