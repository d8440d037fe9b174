package io.belay.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Time stands still but for what passes here. */
class UnreadAnswerTest {
  private static final long WITHIN_MILLIS = 1_000;

  private final HeldWrites client = new HeldWrites();
  private final EmbeddedChannel connection = new EmbeddedChannel();

  UnreadAnswerTest() {
    connection.freezeTime();
    connection.pipeline().addLast(client).addLast(new UnreadAnswer(WITHIN_MILLIS));
  }

  @Test
  void aConnectionWhoseClientTakesNothingIsClosedAtItsTimeAndNotBefore() {
    answered("a piece");
    pass(WITHIN_MILLIS / 2);
    answered("another, which gives no more time");
    pass(WITHIN_MILLIS / 2 - 1);
    assertThat(connection.isOpen()).isTrue();
    pass(1);
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void whoTakesPieceByPieceHasTheTimeForEach() {
    for (int i = 0; i < 10; i++) {
      answered("a piece");
    }
    for (int i = 0; i < 10; i++) {
      pass(WITHIN_MILLIS - 1);
      client.takesAPiece();
    }
    pass(10 * WITHIN_MILLIS);
    assertThat(connection.isOpen()).as("nothing waits").isTrue();

    answered("a piece");
    pass(WITHIN_MILLIS);
    assertThat(connection.isOpen()).isFalse();
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
