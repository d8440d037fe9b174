package io.belay.guard;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose request is not there in time, whole headers counted, from its first
 * byte on; and one on which nothing is asked any more. The server's own idle time-out begins anew
 * with each byte, so a byte now and then would hold a connection for hours.
 *
 * <p>A kept connection may rest for longer than a head may take: who closes it first must not be
 * the server while its client still counts on it, or a request is lost that was sent at that
 * moment.
 */
final class HeadDeadline extends ChannelDuplexHandler {
  private final long headMillis;
  private final long keptMillis;
  private @Nullable Future<?> deadline;
  private boolean headIsTimed;

  /** Bytes came that are part of nothing whole yet. */
  private boolean begun;

  private int underWay;

  /**
   * @param headMillis from the opening of a connection, or the first byte of a request, to the last
   *     of its headers
   * @param keptMillis from an answer to the first byte of the next request
   */
  HeadDeadline(long headMillis, long keptMillis) {
    this.headMillis = headMillis;
    this.keptMillis = keptMillis;
  }

  /** Notices bytes as they come: to stand in front of the codec. */
  ChannelInboundHandlerAdapter firstBytes() {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
        begun = true;
        super.channelRead(context, bytes);
      }
    };
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    timeHead(context);
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
    if (message instanceof HttpObject) {
      begun = false;
    }
    if (message instanceof HttpRequest) {
      underWay++;
      disarm();
    }
    super.channelRead(context, message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    if (begun && underWay == 0 && !headIsTimed) {
      timeHead(context);
    }
    super.channelReadComplete(context);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    // the next request may be here before the answer to this one is through
    if (message instanceof LastHttpContent
        && !KeptConnection.isInterim(message)
        && --underWay <= 0) {
      underWay = 0;
      if (begun) {
        timeHead(context);
      } else {
        arm(context, keptMillis);
      }
    }
    super.write(context, message, promise);
  }

  private void timeHead(ChannelHandlerContext context) {
    arm(context, headMillis);
    headIsTimed = true;
  }

  private void arm(ChannelHandlerContext context, long withinMillis) {
    disarm();
    deadline =
        context.executor().schedule(() -> close(context), withinMillis, TimeUnit.MILLISECONDS);
  }

  private static void close(ChannelHandlerContext context) {
    var unused = context.close();
  }

  private void disarm() {
    headIsTimed = false;
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }
}
