package io.belay.guard;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/** Ends connections that are opened and not used, used as slowly as can be, or not read from. */
public final class SlowClients
    implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {
  private final HttpLimits limits;

  public SlowClients(HttpLimits limits) {
    this.limits = limits;
  }

  @Override
  public void customize(NettyReactiveWebServerFactory factory) {
    factory.addServerCustomizers(this::bounded);
  }

  HttpServer bounded(HttpServer server) {
    return server
        .maxConnections(limits.connections())
        .doOnChannelInit(
            (observer, channel, remote) -> {
              var pipeline = channel.pipeline();
              var deadline =
                  new HeadDeadline(limits.headWithin().toMillis(), limits.keepAlive().toMillis());
              var silence = new BodySilence(limits.bodySilence().toMillis());
              pipeline.addBefore(NettyPipeline.HttpCodec, "FirstBytes", deadline.firstBytes());
              pipeline.addBefore(NettyPipeline.HttpCodec, "BodyBytes", silence.bytes());
              pipeline.addAfter(
                  NettyPipeline.HttpCodec, HeadDeadline.class.getSimpleName(), deadline);
              pipeline.addAfter(
                  NettyPipeline.HttpCodec, BodySilence.class.getSimpleName(), silence);
              pipeline.addAfter(
                  NettyPipeline.HttpCodec,
                  UnreadAnswer.class.getSimpleName(),
                  new UnreadAnswer(limits.unreadAnswer().toMillis()));
              pipeline.addAfter(
                  NettyPipeline.HttpCodec,
                  KeptConnection.class.getSimpleName(),
                  new KeptConnection());
            });
  }
}
