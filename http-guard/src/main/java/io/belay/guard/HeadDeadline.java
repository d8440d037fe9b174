package io.belay.guard;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose next request is not there in time, whole headers counted. The server's
 * own idle time-out begins anew with each byte, so a byte now and then would hold a connection for
 * hours.
 */
final class HeadDeadline extends ChannelDuplexHandler {
  private final long withinMillis;
  private @Nullable Future<?> deadline;
  private int underWay;

  HeadDeadline(long withinMillis) {
    this.withinMillis = withinMillis;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    arm(context);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    disarm();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    disarm();
    super.channelInactive(context);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (message instanceof HttpRequest) {
      underWay++;
      disarm();
    }
    super.channelRead(context, message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    // the next request may be here before the answer to this one is through
    if (message instanceof LastHttpContent
        && !KeptConnection.isInterim(message)
        && --underWay <= 0) {
      underWay = 0;
      arm(context);
    }
    super.write(context, message, promise);
  }

  private void arm(ChannelHandlerContext context) {
    disarm();
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
