package io.belay.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
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
    connection.pipeline().addLast(deadline.firstBytes()).addLast(deadline);
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
    someBytesCome();
    pass(WITHIN_MILLIS / 2);
    someBytesCome();
    pass(WITHIN_MILLIS / 2 - 1);
    assertThat(connection.isOpen()).isTrue();
    pass(1);
    assertThat(connection.isOpen()).as("a byte now and then gives no more time").isFalse();
  }

  @Test
  void ofARequestThatBeganBeforeTheAnswerTheHeadIsTimedFromTheAnswer() {
    asked();
    someBytesCome();
    pass(10 * WITHIN_MILLIS);
    assertThat(connection.isOpen()).as("the first is under way").isTrue();

    answered();
    pass(WITHIN_MILLIS);
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void theBodyOfARequestIsNotTimedAsAHead() {
    connection.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/"));
    someBytesCome();
    pass(10 * WITHIN_MILLIS);
    connection.writeInbound(new DefaultLastHttpContent());
    answered();
    pass(KEPT_MILLIS - 1);
    assertThat(connection.isOpen()).isTrue();
  }

  private void asked() {
    connection.writeInbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
  }

  /** Bytes of which a codec makes nothing yet. */
  private void someBytesCome() {
    connection.writeInbound("some bytes");
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
