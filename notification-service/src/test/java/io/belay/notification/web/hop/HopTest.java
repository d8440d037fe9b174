package io.belay.notification.web.hop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.guard.Peers;
import io.belay.notification.Samples;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class HopTest {
  private static final String MESSAGES = "/internal/customer-messages";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HopSeal seal =
      new HopSeal(List.of(new byte[32]), InstantSource.fixed(Samples.NOON));
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final DisposableServer other =
      HttpServer.create()
          .host("127.0.0.1")
          .port(0)
          .handle(
              (request, response) -> {
                asked.add(request.uri());
                var told = request.requestHeaders().get(HopSeal.HEADER);
                return told != null && seal.fits(told, request.uri())
                    ? response.sendString(Mono.just("found"))
                    : response.sendNotFound();
              })
          .bindNow();

  @AfterEach
  void stop() {
    other.disposeNow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"C-1", "a/b", "a;b", "50%", "a\\b", "{a}", "a?b#c", "王/芳 +", "a%2Fb", "[a|b]^`\""})
  void anotherInstanceIsAskedForTheKeyAsItIsInOneSegmentUnderASeal(String key) {
    var found =
        new Hop(seal, Peers.plain())
            .ask(
                new HostInfo("127.0.0.1", other.port()),
                MESSAGES,
                key,
                (body, headers) -> new String(body, UTF_8))
            .block(PATIENCE);
    assertThat(found).contains("found");
    var segment = asked.getFirst().substring(MESSAGES.length() + 1);
    assertThat(segment).doesNotContain("/", ";", "\\", "{");
    assertThat(URLDecoder.decode(segment.replace("+", "%2B"), UTF_8)).isEqualTo(key);
  }
}
