package io.belay.notification.domain;

import io.belay.notification.domain.SendResult.Refused;
import java.util.HashSet;
import java.util.Set;

/**
 * An attempt's way over a channel's routes. Only a certain refusal lets it go on: what was perhaps
 * sent is never sent on another route here.
 *
 * @param refusedBy routes that said no
 * @param throttledBy routes that said "too fast"
 * @param throttled how often one said so
 */
public record Course(Set<String> refusedBy, Set<String> throttledBy, int throttled) {
  /** A gateway that is throttled for longer gives the attempt back to the outbox. */
  static final int MOST_THROTTLED = 10;

  public static final Course BEGIN = new Course(Set.of(), Set.of(), 0);

  public Course {
    refusedBy = Set.copyOf(refusedBy);
    throttledBy = Set.copyOf(throttledBy);
  }

  /** The course after a route's refusal. */
  public Course after(String route, Refused refused) {
    return refused.isThrottled()
        ? new Course(refusedBy, with(throttledBy, route), throttled + 1)
        : new Course(with(refusedBy, route), throttledBy, throttled);
  }

  /** Whether another try within the attempt makes sense after this refusal. */
  public boolean goesOnAfter(Refused refused) {
    return refused.mayGoElsewhere() && throttled <= MOST_THROTTLED;
  }

  /** Routes to pass over as long as there are others. */
  public Set<String> ratherNot() {
    var routes = new HashSet<>(refusedBy);
    routes.addAll(throttledBy);
    return routes;
  }

  private static Set<String> with(Set<String> routes, String route) {
    var more = new HashSet<>(routes);
    more.add(route);
    return more;
  }
}
