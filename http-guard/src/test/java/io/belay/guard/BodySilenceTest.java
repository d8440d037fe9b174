package io.belay.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Time stands still but for what passes here. */
class BodySilenceTest {
  private static final long WITHIN_MILLIS = 1_000;

  private final HeldWrites client = new HeldWrites();
  private final EmbeddedChannel connection = new EmbeddedChannel();

  BodySilenceTest() {
    connection.freezeTime();
    connection.config().setAutoRead(false);
    var silence = new BodySilence(WITHIN_MILLIS);
    connection.pipeline().addLast(client).addLast(silence.bytes()).addLast(silence);
  }

  @Test
  void aBodyThatIsWaitedForIsGivenUpAtItsTimeAndNotBefore() {
    bodyBegins();
    connection.read();
    pass(WITHIN_MILLIS - 1);
    assertThat(connection.isOpen()).isTrue();
    pass(1);
    assertThat(connection.isOpen()).isFalse();
    assertThatThrownBy(connection::checkException).isInstanceOf(ReadTimeoutException.class);
  }

  @Test
  void noTimeCountsWhileNothingIsAskedFor() {
    bodyBegins();
    pass(10 * WITHIN_MILLIS);
    assertThat(connection.isOpen()).isTrue();

    connection.read();
    pass(WITHIN_MILLIS);
    assertThat(connection.isOpen()).as("asked for more").isFalse();
  }

  @Test
  void whatComesIsWaitedForAnew() {
    bodyBegins();
    for (int i = 0; i < 10; i++) {
      connection.read();
      pass(WITHIN_MILLIS - 1);
      someBytesCome();
    }
    pass(10 * WITHIN_MILLIS);
    assertThat(connection.isOpen()).as("not asked for more").isTrue();
  }

  /** Its client may be busy with the results it has, and send more when it has read them. */
  @Test
  void noTimeCountsWhileAResultWaitsForTheClient() {
    bodyBegins();
    connection.read();
    answered("a result");
    answered("another");
    pass(10 * WITHIN_MILLIS);
    client.takesAPiece();
    pass(10 * WITHIN_MILLIS);
    assertThat(connection.isOpen()).isTrue();

    client.takesAPiece();
    pass(WITHIN_MILLIS - 1);
    assertThat(connection.isOpen()).as("counted from where nothing waits").isTrue();
    pass(1);
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void aBodyThatIsWholeIsNotTimed() {
    bodyBegins();
    connection.read();
    connection.writeInbound(new DefaultLastHttpContent());
    connection.read();
    pass(10 * WITHIN_MILLIS);
    assertThat(connection.isOpen()).isTrue();
  }

  @Test
  void aRequestThatCameBeforeTheAnswerToTheOneBeforeIsWaitedForInItsTurn() {
    bodyBegins();
    connection.writeInbound(new DefaultLastHttpContent());
    bodyBegins();
    connection.read();
    pass(10 * WITHIN_MILLIS);
    assertThat(connection.isOpen()).as("the first is under way").isTrue();

    answered(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
    client.takesAPiece();
    pass(WITHIN_MILLIS);
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void aBodyThatNobodyWantsAnyMoreEndsItsConnectionWithoutAnError() {
    bodyBegins();
    connection.read();
    answered(
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.TOO_MANY_REQUESTS));
    client.takesAPiece();
    pass(WITHIN_MILLIS);
    assertThat(connection.isOpen()).isFalse();
    connection.checkException();
  }

  private void bodyBegins() {
    connection.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/"));
  }

  /** Bytes of which a codec makes nothing yet. */
  private void someBytesCome() {
    connection.writeInbound("some bytes");
  }

  /** A piece that the client has not taken yet. */
  private void answered(Object piece) {
    var unused = connection.writeOneOutbound(piece);
  }

  private void pass(long millis) {
    connection.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    connection.runScheduledPendingTasks();
  }
}
