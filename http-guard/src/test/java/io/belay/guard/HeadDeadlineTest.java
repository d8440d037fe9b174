package io.belay.guard;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Time stands still but for what passes here. */
class HeadDeadlineTest {
  private static final long WITHIN_MILLIS = 1_000;

  private static final long KEPT_MILLIS = 5_000;

  private final EmbeddedChannel connection = new EmbeddedChannel();

  HeadDeadlineTest() {
    connection.freezeTime();
    var deadline = new HeadDeadline(WITHIN_MILLIS, KEPT_MILLIS);
    connection
        .pipeline()
        .addLast(deadline.firstBytes())
        .addLast(new HttpServerCodec())
        .addLast(deadline);
  }

  @Test
  void aConnectionOnWhichNothingIsAskedIsClosedAtItsTimeAndNotBefore() {
    pass(WITHIN_MILLIS - 1);
    assertThat(connection.isOpen()).isTrue();
    pass(1);
    assertThat(connection.isOpen()).isFalse();
  }

  /** It may be a batch, or the page of a case that is followed for minutes. */
  @Test
  void aRequestThatCameBeforeTheAnswerToTheOneBeforeWasThroughTakesItsTime() {
    asked();
    asked();
    answered();
    pass(10 * WITHIN_MILLIS);
    assertThat(connection.isOpen()).as("the second is under way").isTrue();

    answered();
    pass(KEPT_MILLIS - 1);
    assertThat(connection.isOpen()).as("both are answered").isTrue();
    pass(1);
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void theNextRequestHasTheTimeOfAHeadFromItsFirstByte() {
    asked();
    answered();
    pass(KEPT_MILLIS - 1);
    comes("GET / HTTP/1.1\r\n");
    pass(WITHIN_MILLIS / 2);
    comes("X: ");
    pass(WITHIN_MILLIS / 2 - 1);
    assertThat(connection.isOpen()).isTrue();
    pass(1);
    assertThat(connection.isOpen()).as("a byte now and then gives no more time").isFalse();
  }

  @Test
  void ofARequestThatBeganBeforeTheAnswerTheHeadIsTimedFromTheAnswer() {
    asked();
    comes("GET / HTT");
    pass(10 * WITHIN_MILLIS);
    assertThat(connection.isOpen()).as("the first is under way").isTrue();

    answered();
    pass(WITHIN_MILLIS);
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void theBodyOfARequestIsNotTimedAsAHead() {
    comes("POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nha");
    pass(10 * WITHIN_MILLIS);
    comes("lf");
    answered();
    pass(KEPT_MILLIS - 1);
    assertThat(connection.isOpen()).isTrue();
  }

  private void asked() {
    comes("GET / HTTP/1.1\r\n\r\n");
  }

  private void comes(String text) {
    connection.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
  }

  private void answered() {
    connection.writeOutbound(
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
  }

  private void pass(long millis) {
    connection.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    connection.runScheduledPendingTasks();
  }
}
