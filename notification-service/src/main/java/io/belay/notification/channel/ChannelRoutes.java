package io.belay.notification.channel;

import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Course;
import io.belay.notification.domain.Lane;
import io.belay.notification.domain.Outgoing.Delivery;
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
import java.util.function.BooleanSupplier;

/** The routes of one channel, and how well each did lately. */
public final class ChannelRoutes {
  private static final Duration LOOKS_UP_EVERY = Duration.ofMillis(200);

  /** As long as a commit takes. */
  private static final int COMMIT_MILLIS = 2;

  private final Channel channel;
  private final List<Way> ways;
  private final Tolerance tolerance;
  private final InstantSource clock;
  private final SenderPaces senders;
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

    /**
     * Waits for as many turns as the attempt has parts.
     *
     * @param starts asked once the turn has come; false, and so is the answer: it takes none
     */
    boolean begin(Lane lane, Delivery delivery, BooleanSupplier starts)
        throws InterruptedException {
      return pace.begin(lane, route.parts(delivery), starts);
    }
  }

  /** Routes whose senders have no limits. */
  public ChannelRoutes(Channel channel, List<Way> ways, Tolerance tolerance, InstantSource clock) {
    this(channel, ways, tolerance, clock, SenderPaces.NONE);
  }

  public ChannelRoutes(
      Channel channel,
      List<Way> ways,
      Tolerance tolerance,
      InstantSource clock,
      SenderPaces senders) {
    this.channel = channel;
    this.senders = senders;
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

  /**
   * Sends that may be under way or wait for their turn, over all routes: twice their windows, so
   * that one may wait for another route; or what they let start in {@value #COMMIT_MILLIS} ms where
   * that is more, as the next ones cannot be committed sooner.
   */
  int mostUnderWay() {
    int windows = ways.stream().mapToInt(way -> way.pace().window()).sum();
    long perSecond = ways.stream().mapToLong(way -> way.pace().ratePerSecond()).sum();
    return (int) Math.max(2L * windows, perSecond * COMMIT_MILLIS / 1_000);
  }

  /** Whether an attempt on this way has to wait for its sender's turn too. */
  boolean limitsSender(Way way, Delivery delivery) {
    return senderPace(way, delivery).isPresent();
  }

  /**
   * Waits for the turn of the attempt's sender, where it is limited, and of the way: both hold when
   * it begins. False: it closed before, or the attempt's time was over; it took no turn.
   *
   * @param open false: the wait for the sender ends soon
   */
  boolean begin(Way way, Delivery delivery, Lane lane, BooleanSupplier open)
      throws InterruptedException {
    var sender = senderPace(way, delivery);
    if (sender.isEmpty()) {
      return way.begin(lane, delivery, () -> isInTime(delivery));
    }
    while (open.getAsBoolean() && isInTime(delivery)) {
      var claim = sender.get().claim(lane, LOOKS_UP_EVERY);
      if (claim.isPresent() && begin(way, delivery, lane, claim.get())) {
        return true;
      }
    }
    return false;
  }

  /** False: an urgent send of the same sender has gone before it, or its time is over. */
  private boolean begin(Way way, Delivery delivery, Lane lane, SenderPace.Claim claim)
      throws InterruptedException {
    int turns = way.route().parts(delivery);
    try {
      return way.begin(lane, delivery, () -> isInTime(delivery) && claim.use(turns));
    } finally {
      claim.end();
    }
  }

  private boolean isInTime(Delivery delivery) {
    return !delivery.isOverdue(clock.instant());
  }

  private Optional<SenderPace> senderPace(Way way, Delivery delivery) {
    return way.route().sender(delivery).flatMap(name -> senders.of(name, delivery.market()));
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
    var open =
        ways.stream().filter(way -> !not.contains(way.name()) && way.route().isUp()).toList();
    if (open.size() == 1) {
      return Optional.of(open.getFirst());
    }
    var candidates =
        open.stream().map(way -> new Candidate(way.name(), way.weight() * share(way))).toList();
    return RouteChoice.choose(candidates, ThreadLocalRandom.current().nextDouble())
        .flatMap(name -> ways.stream().filter(way -> way.name().equals(name)).findFirst());
  }
}
