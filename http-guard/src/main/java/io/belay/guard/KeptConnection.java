package io.belay.guard;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Reads on once every request of a connection is answered. Reactor Netty 1.3.7 forgets to when a
 * request came before the answer to the one before was quite through, and was answered at once: the
 * client's next request then stayed unread (its issue 4361). To go with a release that has it
 * fixed; what is read here is bounded, for nothing more is read while a request is under way.
 */
final class KeptConnection extends ChannelDuplexHandler {
  private int underWay;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (message instanceof HttpRequest) {
      underWay++;
    }
    super.channelRead(context, message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    super.write(context, message, promise);
    if (message instanceof LastHttpContent && !isInterim(message) && --underWay <= 0) {
      underWay = 0;
      context.executor().execute(() -> readOn(context));
    }
  }

  /** "100 Continue" is whole, but not the answer. */
  static boolean isInterim(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  private void readOn(ChannelHandlerContext context) {
    if (underWay == 0 && context.channel().isActive()) {
      context.read();
    }
  }
}
