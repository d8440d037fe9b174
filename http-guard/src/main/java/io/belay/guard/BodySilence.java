package io.belay.guard;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives up a body whose client sends nothing for too long while it is waited for. Time counts while
 * more of the body was asked for and no piece of the answer waits for the client to take it, and
 * begins anew with each piece it takes: who still reads results is not silent. The server's own
 * read time-out counts on while nothing is read on purpose, and so cuts off a stream of lines whose
 * results are read slowly. Who does not read at all is {@link UnreadAnswer}'s.
 */
final class BodySilence extends ChannelDuplexHandler {
  private final long withinMillis;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Future<?> deadline;

  /** Not all of the latest request's body has come. */
  private boolean bodyIsOpen;

  /** More was asked for, and nothing has come since. */
  private boolean asked;

  /** Pieces of answers that the client's side has not taken. */
  private int untaken;

  private int underWay;

  /**
   * @param withinMillis from the wish for more of a body to the next of its bytes
   */
  BodySilence(long withinMillis) {
    this.withinMillis = withinMillis;
  }

  /**
   * Notices bytes as they come, and when they are asked for: to stand in front of the codec, which
   * asks for more by itself when what came is no whole piece.
   */
  ChannelDuplexHandler bytes() {
    return new ChannelDuplexHandler() {
      @Override
      public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
        asked = false;
        disarm();
        super.channelRead(context, bytes);
      }

      @Override
      public void read(ChannelHandlerContext context) throws Exception {
        asked = true;
        time();
        super.read(context);
      }
    };
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    context = null;
    disarm();
  }

  @Override
  public void channelInactive(ChannelHandlerContext closed) throws Exception {
    context = null;
    disarm();
    super.channelInactive(closed);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (message instanceof HttpRequest) {
      underWay++;
      bodyIsOpen = true;
    }
    if (message instanceof LastHttpContent) {
      bodyIsOpen = false;
      disarm();
    }
    super.channelRead(context, message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof LastHttpContent && !KeptConnection.isInterim(message)) {
      underWay = Math.max(0, underWay - 1);
    }
    untaken++;
    disarm();
    var taken = promise.unvoid();
    taken.addListener(
        done -> {
          untaken--;
          time();
        });
    super.write(context, message, taken);
  }

  /** A request that waits behind another is waited for when its turn has come. */
  private void time() {
    var here = context;
    if (deadline == null && here != null && bodyIsOpen && asked && untaken == 0 && underWay <= 1) {
      deadline = here.executor().schedule(() -> giveUp(here), withinMillis, TimeUnit.MILLISECONDS);
    }
  }

  private void giveUp(ChannelHandlerContext here) {
    deadline = null;
    if (underWay > 0) {
      here.fireExceptionCaught(ReadTimeoutException.INSTANCE);
    }
    var unused = here.close();
  }

  private void disarm() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }
}
