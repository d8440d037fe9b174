package io.belay.guard;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose client takes nothing of its answer for too long, so that what is
 * answered ends and gives its place back. Each piece it takes gives it as long again: who reads a
 * long answer slowly is not cut off for the pieces that wait behind the others. Without an
 * exception, which would be in the log for each such client.
 */
final class UnreadAnswer extends ChannelOutboundHandlerAdapter {
  private final long withinMillis;
  private @Nullable Future<?> deadline;
  private int untaken;

  /**
   * @param withinMillis in which the client's side takes a piece while there is one for it
   */
  UnreadAnswer(long withinMillis) {
    this.withinMillis = withinMillis;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    disarm();
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (untaken++ == 0) {
      arm(context);
    }
    var taken = promise.unvoid();
    taken.addListener(
        done -> {
          disarm();
          if (--untaken > 0 && context.channel().isActive()) {
            arm(context);
          }
        });
    super.write(context, message, taken);
  }

  private void arm(ChannelHandlerContext context) {
    deadline =
        context.executor().schedule(() -> close(context), withinMillis, TimeUnit.MILLISECONDS);
  }

  private static void close(ChannelHandlerContext context) {
    var unused = context.close();
  }

  private void disarm() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }
}
