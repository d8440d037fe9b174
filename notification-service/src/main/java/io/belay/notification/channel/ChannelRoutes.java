package io.belay.notification.channel;

import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Course;
import io.belay.notification.domain.RouteChoice;
import io.belay.notification.domain.RouteChoice.Candidate;
import io.belay.notification.domain.RouteCondition;
import io.belay.notification.domain.RouteCondition.Tolerance;
import io.belay.notification.domain.SendResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** The routes of one channel, and how well each did lately. */
public final class ChannelRoutes {
  private final Channel channel;
  private final List<Way> ways;
  private final Tolerance tolerance;
  private final InstantSource clock;
  private final Map<String, RouteCondition> conditions = new ConcurrentHashMap<>();

  /**
   * A route, its pace, which both lanes share, and its weight.
   *
   * @param weight against the channel's other routes while all are well, from 1
   */
  public record Way(Route route, RoutePace pace, int weight) {
    String name() {
      return route.name();
    }
  }

  public ChannelRoutes(Channel channel, List<Way> ways, Tolerance tolerance, InstantSource clock) {
    this.channel = channel;
    this.ways = List.copyOf(ways);
    if (ways.stream().map(Way::name).distinct().count() < ways.size()) {
      throw new IllegalArgumentException(
          "Expected each route of channel %s to have a name of its own, but they are %s"
              .formatted(channel, ways.stream().map(Way::name).toList()));
    }
    this.tolerance = tolerance;
    this.clock = clock;
  }

  Channel channel() {
    return channel;
  }

  List<Way> ways() {
    return ways;
  }

  /** Whether any route can send right now. */
  boolean isAnyUp() {
    return ways.stream().anyMatch(way -> way.route().isUp());
  }

  /** Sends that may be under way or wait for their turn on another route, over all routes. */
  int mostUnderWay() {
    return 2 * ways.stream().mapToInt(way -> way.pace().window()).sum();
  }

  /** Where an attempt goes; empty when no route is left to it. */
  Optional<Way> next(Course course) {
    return choose(course.ratherNot()).or(() -> choose(course.refusedBy()));
  }

  void observe(Way way, SendResult result, Duration took) {
    var now = clock.instant();
    conditions.compute(
        way.name(),
        (name, known) ->
            (known == null ? RouteCondition.well(now) : known).after(result, took, now, tolerance));
  }

  /** The share of its weight that a route has now, up to 1. */
  double share(Way way) {
    var condition = conditions.get(way.name());
    return condition == null ? 1 : condition.shareAt(clock.instant(), tolerance);
  }

  private Optional<Way> choose(Set<String> not) {
    var candidates =
        ways.stream()
            .filter(way -> !not.contains(way.name()) && way.route().isUp())
            .map(way -> new Candidate(way.name(), way.weight() * share(way)))
            .toList();
    return RouteChoice.choose(candidates, ThreadLocalRandom.current().nextDouble())
        .flatMap(name -> ways.stream().filter(way -> way.name().equals(name)).findFirst());
  }
}
