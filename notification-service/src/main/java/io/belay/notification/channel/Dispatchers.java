package io.belay.notification.channel;

import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Lane;
import io.belay.notification.wire.DeliveryTopics;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** All dispatchers and their routes: one dispatcher a channel and lane, lanes share the route. */
public final class Dispatchers implements SmartLifecycle {
  private final List<ChannelRoute> routes;
  private final List<Dispatcher> dispatchers = new ArrayList<>();
  private volatile boolean running;

  /** A channel's route and the pace both its lanes share. */
  public record ChannelRoute(Channel channel, Route route, RoutePace pace) {}

  public Dispatchers(List<ChannelRoute> routes, DispatchRoom room) {
    this.routes = List.copyOf(routes);
    for (var each : routes) {
      room.metrics().watchRoute(each.route().name(), each.pace()::underWay);
      for (var lane : Lane.values()) {
        var topic = DeliveryTopics.of(each.channel(), lane);
        dispatchers.add(new Dispatcher(topic, lane, each.route(), each.pace(), room));
      }
    }
  }

  /** Whether every dispatcher takes attempts; false after a bug ended one. */
  public boolean areAlive() {
    return running && dispatchers.stream().allMatch(Dispatcher::isAlive);
  }

  @Override
  public void start() {
    routes.forEach(each -> each.route().start());
    dispatchers.forEach(Dispatcher::start);
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    dispatchers.forEach(Dispatcher::close);
    routes.forEach(each -> each.route().close());
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
