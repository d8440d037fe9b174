package io.belay.notification.web.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.TrackingToken.Genuine;
import io.belay.contract.TrackingToken.Refused;
import io.belay.local.fuzz.FuzzRun;
import io.belay.local.fuzz.Mutations;
import io.belay.notification.domain.track.TrackedStory;
import io.belay.notification.web.page.BareHttp.Answer;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Whatever is in an address or a form of the customers' pages: it opens what it says, or is turned
 * away with a reason, never by a failure, and no token is repeated in an answer.
 */
@ExtendWith(OutputCaptureExtension.class)
class FuzzedPagesTest {
  private static final int AT_ONCE = 32;
  private static final String CODE = "K7QM-3XPZ";
  private static final List<Integer> REASONS =
      List.of(400, 404, 405, 406, 409, 410, 413, 414, 415, 422, 429, 431);
  private static final List<String> ODD =
      List.of(
          "",
          "%",
          "%zz",
          "%00",
          "%2e%2e%2f",
          "..",
          ";x=1",
          "%e7%8e",
          "\u00e7\u008e\u008b",
          "%F0%9F%98%80",
          " ",
          "\t",
          "\\",
          "%5c",
          "{token}",
          "//",
          "null",
          "a".repeat(1_500),
          "a".repeat(20_000));
  private static final List<String> TYPES =
      List.of(
          "application/x-www-form-urlencoded",
          "application/x-www-form-urlencoded",
          "application/x-www-form-urlencoded; charset=no-such-set",
          "application/x-www-form-urlencoded; charset=UTF-16",
          "application/json",
          "application/json",
          "application/json; charset=no-such-set",
          "multipart/form-data; boundary=x",
          "multipart/form-data",
          "text/plain",
          "*/*",
          "/",
          "");
  private static final List<String> LANGUAGES =
      List.of("en", "zh-CN", "", "x".repeat(900), "%00", "en,,;q=", "../../etc", "*", "de-DE;q=zz");

  @Test
  void aTokenOfAnyShapeIsGenuineOnlyIfItIsTheOneThatWasSigned() {
    try (var run = FuzzRun.of("tracking tokens", 20_000, 300_000)) {
      var mutations = new Mutations(run.random());
      var story = PageServer.opened();
      var sound = PageServer.token(story);
      for (int i = 0; i < run.inputs(); i++) {
        var text = token(run, mutations, sound);
        switch (PageServer.KEYS.verify(text, PageServer.NOW)) {
          case Refused refused -> run.became(refused.reason().toString());
          case Genuine genuine -> {
            run.became("genuine");
            assertThat(genuine.token().expiresAt()).isAfter(PageServer.NOW);
            assertThat(isSigned(text)).isTrue();
          }
        }
      }
      assertThat(run.outcomes())
          .containsKeys("MALFORMED", "UNKNOWN_KEY", "FORGED", "EXPIRED", "genuine");
    }
  }

  @Test
  void aRequestOfAnyShapeToAPageIsAnsweredOrTurnedAwayWithAReason(CapturedOutput output)
      throws Exception {
    var story = PageServer.opened();
    PageServer.cases().put(story);
    var sound = PageServer.token(story);
    try (var run = FuzzRun.of("requests to the tracking page", 800, 20_000)) {
      var mutations = new Mutations(run.random());
      manyAtOnce(
          run,
          () -> {
            String request;
            byte[] body;
            synchronized (run) {
              request = request(run, mutations, sound);
              body = body(run, mutations);
            }
            return BareHttp.ask(PageServer.port(), request, body);
          });
      assertThat(run.outcomes()).containsKeys("200", "404", "410");
    }
    assertThat(output.getAll()).as("what was logged").doesNotContain(sound);
    // of a case of its own: what was asked above counts for that one
    assertThat(page(PageServer.opened()).status()).isEqualTo(200);
  }

  @Test
  void aCodeOfAnyShapeIsGenuineOnlyForItsReader() throws Exception {
    VerifyTest.sent(CODE, "8000");
    try (var run = FuzzRun.of("check codes", 500, 20_000)) {
      var mutations = new Mutations(run.random());
      manyAtOnce(
          run,
          () -> {
            String request;
            byte[] body;
            synchronized (run) {
              body = new byte[0];
              if (run.onceIn(2)) {
                request =
                    "GET /v1/verify/%s?phone=%s HTTP/1.1"
                        .formatted(code(run, mutations), digits(run));
              } else {
                body =
                    "code=%s&phone=%s"
                        .formatted(code(run, mutations), digits(run))
                        .getBytes(ISO_8859_1);
                body = run.onceIn(4) ? mutations.of(body) : body;
                request =
                    "POST /verify?lang=%s HTTP/1.1\r\nContent-Type: %s"
                        .formatted(run.oneOf(LANGUAGES), run.oneOf(TYPES));
              }
            }
            var answer = BareHttp.ask(PageServer.port(), request, body);
            assertThat(answer.text())
                .doesNotContain("\"genuine\":true", "Yes, this message is from us");
            return answer;
          });
      assertThat(run.outcomes()).containsKeys("200", "400");
    }
    VerifyTest.sent("K7QM-3XPY", "8000");
    var good =
        BareHttp.ask(PageServer.port(), "GET /v1/verify/k7qm3xpy?phone=8000 HTTP/1.1", new byte[0]);
    assertThat(good.text()).contains("\"genuine\":true");
  }

  private static Answer page(TrackedStory story) throws Exception {
    PageServer.cases().put(story);
    return BareHttp.ask(
        PageServer.port(),
        "GET /track/%s HTTP/1.1".formatted(PageServer.token(story)),
        new byte[0]);
  }

  private static void manyAtOnce(FuzzRun run, Callable<Answer> ask) throws Exception {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      var asked = IntStream.range(0, run.inputs()).mapToObj(i -> threads.submit(ask)).toList();
      for (var each : asked) {
        var answer = each.get();
        run.became(String.valueOf(answer.status()));
        if (answer.status() >= 300 && answer.status() != 303) {
          assertThat(answer.status()).as(answer.text()).isIn(REASONS);
        } else {
          assertThat(answer.status()).as(answer.text()).isIn(200, 202, 303);
        }
      }
    }
  }

  private static String request(FuzzRun run, Mutations mutations, String sound) {
    var token = inAddress(token(run, mutations, sound));
    var language = run.onceIn(2) ? "?lang=" + run.oneOf(LANGUAGES) : "";
    var more = run.onceIn(5) ? (language.isEmpty() ? "?" : "&") + "sent=" + run.oneOf(ODD) : "";
    var path =
        switch (run.random().nextInt(6)) {
          case 0, 1 -> "GET /track/" + token;
          case 2 -> "GET /v1/track/" + token;
          case 3 ->
              "POST /v1/track/"
                  + token
                  + "/"
                  + run.oneOf(List.of("escalate", "rate", "reopen", "x"));
          case 4 ->
              run.oneOf(List.of("PUT", "HEAD", "OPTIONS", "TRACE", "GEt")) + " /track/" + token;
          default -> "GET /track/" + token + inAddress(run.oneOf(ODD));
        };
    var headers =
        "\r\nContent-Type: %s\r\nAccept: %s\r\nAccept-Language: %s\r\nIdempotency-Key: %s"
            .formatted(
                run.oneOf(TYPES),
                run.oneOf(List.of("*/*", "text/html", "application/json", "x", "text/*;q=zz", "")),
                run.oneOf(LANGUAGES),
                run.oneOf(List.of("k-1", "", "k".repeat(200), "\u00e4")));
    return path + language + more + " HTTP/1.1" + headers;
  }

  private static byte[] body(FuzzRun run, Mutations mutations) {
    var text =
        run.oneOf(
            List.of(
                "",
                "{}",
                "{\"score\":5}",
                "{\"score\":1e99}",
                "{\"score\":\"five\",\"score\":3}",
                "{\"differentAgent\":[1,2]}",
                "[".repeat(5_000),
                "score=5&key=abc",
                "score=%zz&%%%",
                "differentAgent=maybe&key=" + "k".repeat(300),
                "--x\r\nContent-Disposition: form-data; name=score\r\n\r\n5\r\n--x--",
                "\ufeff{\"score\":5}"));
    var bytes = text.getBytes(UTF_8);
    if (run.onceIn(100)) {
      return new byte[70_000];
    }
    return run.onceIn(3) ? mutations.of(bytes) : bytes;
  }

  private static String token(FuzzRun run, Mutations mutations, String sound) {
    if (run.onceIn(20)) {
      return sound;
    }
    if (run.onceIn(20)) {
      return run.oneOf(ODD);
    }
    if (run.onceIn(3)) {
      return new String(mutations.of(sound.getBytes(UTF_8)), ISO_8859_1);
    }
    byte[] all = Base64.getUrlDecoder().decode(sound);
    byte[] claims = claims(run, mutations, Arrays.copyOf(all, all.length - 32));
    byte[] signature =
        run.onceIn(3) ? Arrays.copyOfRange(all, all.length - 32, all.length) : signature(claims);
    var whole = ByteBuffer.allocate(claims.length + 32).put(claims).put(signature).array();
    var encoder = run.onceIn(10) ? Base64.getUrlEncoder() : Base64.getUrlEncoder().withoutPadding();
    var text = encoder.encodeToString(run.onceIn(10) ? mutations.of(whole) : whole);
    return run.onceIn(15) ? text + run.oneOf(ODD) : text;
  }

  /** Claims of a key holder who does everything wrong, and of one who does not. */
  private static byte[] claims(FuzzRun run, Mutations mutations, byte[] sound) {
    if (run.onceIn(2)) {
      return mutations.of(sound);
    }
    byte[] claims = sound.clone();
    long expiry =
        run.oneOf(
            List.of(
                0L,
                -1L,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                PageServer.NOW.getEpochSecond(),
                PageServer.NOW.getEpochSecond() - 1,
                PageServer.NOW.getEpochSecond() + 1));
    ByteBuffer.wrap(claims).putLong(claims.length - Long.BYTES, expiry);
    return claims;
  }

  private static boolean isSigned(String text) {
    byte[] all = Base64.getUrlDecoder().decode(text);
    byte[] claims = Arrays.copyOf(all, all.length - 32);
    return Arrays.equals(signature(claims), Arrays.copyOfRange(all, all.length - 32, all.length));
  }

  private static byte[] signature(byte[] claims) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(PageServer.SECRET, "HmacSHA256"));
      return mac.doFinal(claims);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String code(FuzzRun run, Mutations mutations) {
    if (run.onceIn(4)) {
      return inAddress(run.oneOf(ODD));
    }
    var letters = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      letters.append("23456789ABCDEFGHJKMNPQRSTVWXYZ".charAt(run.random().nextInt(30)));
    }
    var code = letters.toString();
    return run.onceIn(4)
        ? inAddress(new String(mutations.of(code.getBytes(UTF_8)), ISO_8859_1))
        : code;
  }

  private static String digits(FuzzRun run) {
    return run.oneOf(
        List.of("8000", "", "800", "80000", "%EF%BC%98000", "8%zz", "&phone=1", "x".repeat(2_000)));
  }

  /** What would end the request's line is not part of a path. */
  private static String inAddress(String text) {
    return text.replaceAll("[\r\n]", "_");
  }
}
