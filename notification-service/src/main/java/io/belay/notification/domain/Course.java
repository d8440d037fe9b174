package io.belay.notification.domain;

import io.belay.notification.domain.SendResult.Refused;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An attempt's way over a channel's routes. Only a certain refusal lets it go on: what was perhaps
 * sent is never sent on another route here.
 *
 * @param refusedBy routes that said no
 * @param avoided routes that said "too fast", or failed the attempt before
 * @param throttled how often one said so
 */
public record Course(Set<String> refusedBy, Set<String> avoided, int throttled) {
  /** A gateway that is throttled for longer gives the attempt back to the outbox. */
  static final int MOST_THROTTLED = 10;

  public static final Course BEGIN = new Course(Set.of(), Set.of(), 0);

  public Course {
    refusedBy = Set.copyOf(refusedBy);
    avoided = Set.copyOf(avoided);
  }

  /** The course of an attempt; where the one before it failed is where it does not begin. */
  public static Course besides(@Nullable String failedRoute) {
    return failedRoute == null ? BEGIN : new Course(Set.of(), Set.of(failedRoute), 0);
  }

  /** The course after a route's refusal. */
  public Course after(String route, Refused refused) {
    return refused.isThrottled()
        ? new Course(refusedBy, with(avoided, route), throttled + 1)
        : new Course(with(refusedBy, route), avoided, throttled);
  }

  /** Whether another try within the attempt makes sense after this refusal. */
  public boolean goesOnAfter(Refused refused) {
    return refused.mayGoElsewhere() && throttled <= MOST_THROTTLED;
  }

  /** Routes to pass over as long as there are others. */
  public Set<String> ratherNot() {
    var routes = new HashSet<>(refusedBy);
    routes.addAll(avoided);
    return routes;
  }

  private static Set<String> with(Set<String> routes, String route) {
    var more = new HashSet<>(routes);
    more.add(route);
    return more;
  }
}
