package io.belay.guard;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.ArrayDeque;
import java.util.Queue;

/** A client that takes a piece of its answer when the test says so: at the connection's head. */
final class HeldWrites extends ChannelOutboundHandlerAdapter {
  private final Queue<ChannelPromise> waiting = new ArrayDeque<>();

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    waiting.add(promise);
  }

  void takesAPiece() {
    waiting.remove().setSuccess();
  }
}
