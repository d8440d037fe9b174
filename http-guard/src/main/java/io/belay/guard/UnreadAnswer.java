package io.belay.guard;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.WriteTimeoutHandler;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose client does not take a piece of its answer in time, so that what is
 * answered ends and gives its place back. Without an exception, which would be in the log for each
 * such client.
 */
final class UnreadAnswer extends WriteTimeoutHandler {
  UnreadAnswer(long withinMillis) {
    super(withinMillis, TimeUnit.MILLISECONDS);
  }

  @Override
  protected void writeTimedOut(ChannelHandlerContext context) {
    var unused = context.close();
  }
}
