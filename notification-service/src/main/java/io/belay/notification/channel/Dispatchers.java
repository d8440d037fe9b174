package io.belay.notification.channel;

import io.belay.notification.domain.Lane;
import io.belay.notification.wire.DeliveryTopics;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** All dispatchers and their routes: one dispatcher a channel and lane, lanes share the routes. */
public final class Dispatchers implements SmartLifecycle {
  private final List<ChannelRoutes> channels;
  private final List<Dispatcher> dispatchers = new ArrayList<>();
  private volatile boolean running;

  public Dispatchers(List<ChannelRoutes> channels, DispatchRoom room) {
    this.channels = List.copyOf(channels);
    for (var routes : channels) {
      for (var way : routes.ways()) {
        room.metrics().watchRoute(way.name(), way.pace()::underWay, () -> routes.share(way));
      }
      for (var lane : Lane.values()) {
        var topic = DeliveryTopics.of(routes.channel(), lane);
        var dispatcher = new Dispatcher(topic, lane, routes, room);
        room.metrics().watchReader(topic, dispatcher::isAlive);
        dispatchers.add(dispatcher);
      }
    }
  }

  /** Whether every dispatcher takes attempts; false after a bug ended one. */
  public boolean areAlive() {
    return running && dispatchers.stream().allMatch(Dispatcher::isAlive);
  }

  @Override
  public void start() {
    ways().forEach(way -> way.route().start());
    dispatchers.forEach(Dispatcher::start);
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    dispatchers.forEach(Dispatcher::close);
    ways().forEach(way -> way.route().close());
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private List<ChannelRoutes.Way> ways() {
    return channels.stream().flatMap(routes -> routes.ways().stream()).toList();
  }
}
