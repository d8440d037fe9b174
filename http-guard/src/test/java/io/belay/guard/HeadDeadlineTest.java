package io.belay.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Time stands still but for what passes here. */
class HeadDeadlineTest {
  private static final long WITHIN_MILLIS = 1_000;

  private final EmbeddedChannel connection = new EmbeddedChannel();

  HeadDeadlineTest() {
    connection.freezeTime();
    connection.pipeline().addLast(new HeadDeadline(WITHIN_MILLIS));
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
    pass(WITHIN_MILLIS);
    assertThat(connection.isOpen()).isFalse();
  }

  private void asked() {
    connection.writeInbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
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
