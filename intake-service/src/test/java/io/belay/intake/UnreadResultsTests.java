package io.belay.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.intake.domain.CaseEventChecks;
import io.belay.intake.domain.Masking;
import io.belay.intake.stream.CaseJournal;
import io.belay.intake.web.CaseEventStreamController;
import io.belay.intake.web.FrontDoor;
import io.belay.intake.web.JsonTrees;
import io.belay.intake.web.LineResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/** How much a stream reads ahead of a client that takes none of its results. */
class UnreadResultsTests {
  private static final int WINDOW_LINES = 4;
  private static final int MOST_UNREAD = 1_024;
  private static final int LINE_BYTES = 1_024;
  private static final byte[] LINE = "x\n".getBytes(UTF_8);

  private final AtomicInteger linesRead = new AtomicInteger();

  @Test
  void ofResultsThatNobodyTakesAThousandWaitAndNoMoreLinesAreRead() {
    results().subscribe(new TakesNothing());
    assertThat(linesRead.get()).isBetween(MOST_UNREAD, MOST_UNREAD + 2 * WINDOW_LINES);
  }

  private Flux<LineResult> results() {
    // lines that are no JSON go no further than to the checks: nothing here reaches a broker
    var journal =
        new CaseJournal(
            new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(Map.of())),
            Runnable::run,
            Duration.ofSeconds(1));
    var door =
        new FrontDoor(
            new CaseEventChecks(new Masking(secret -> {})),
            journal,
            () -> Instant.EPOCH,
            new IntakeMetrics(new SimpleMeterRegistry()));
    var token = Jwt.withTokenValue("token").header("alg", "none").subject("replay").build();
    var answer =
        new CaseEventStreamController(new JsonTrees(), door, WINDOW_LINES, LINE_BYTES)
            .stream(
                MockServerHttpRequest.post("/v1/case-events").body(lines()),
                new JwtAuthenticationToken(token));
    return Objects.requireNonNull(answer.getBody());
  }

  private Flux<DataBuffer> lines() {
    return Flux.<DataBuffer>generate(
            sink -> sink.next(DefaultDataBufferFactory.sharedInstance.wrap(LINE)))
        .doOnNext(line -> linesRead.incrementAndGet());
  }

  /** As a connection whose buffers are full. */
  private static final class TakesNothing extends BaseSubscriber<LineResult> {
    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      // asks for nothing
    }
  }
}
