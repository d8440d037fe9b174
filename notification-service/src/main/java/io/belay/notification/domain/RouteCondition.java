package io.belay.notification.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * How well a route did lately. Errors and slowness shrink its share of the messages, good sends
 * raise it, and with time it drifts back by itself.
 *
 * @param share of its configured weight, {@link #LEAST} to 1
 * @param at when it was so
 */
public record RouteCondition(double share, Instant at) {
  /** What is always left, to see whether the route is well again. */
  public static final double LEAST = 0.02;

  private static final double AFTER_ERROR = 0.5;
  private static final double AFTER_THROTTLING = 0.8;
  private static final double AT_WORST_AFTER_SLOWNESS = 0.7;
  private static final double WON_BACK_BY_A_GOOD_SEND = 0.1;

  /**
   * What counts as slow, and how fast a route is forgiven.
   *
   * @param slowAfter an answer that takes longer shrinks the share
   * @param halfLife half of what the route lost is given back in this time
   */
  public record Tolerance(Duration slowAfter, Duration halfLife) {}

  /** A route of which nothing bad is known. */
  public static RouteCondition well(Instant at) {
    return new RouteCondition(1, at);
  }

  /** The share now, after some of the loss has drifted back. */
  public double shareAt(Instant now, Tolerance tolerance) {
    double elapsed = Math.max(0, seconds(Duration.between(at, now)));
    double left = Math.pow(0.5, elapsed / seconds(tolerance.halfLife()));
    return 1 - (1 - share) * left;
  }

  /** The condition after a send that took so long. */
  public RouteCondition after(SendResult result, Duration took, Instant now, Tolerance tolerance) {
    double share = shareAt(now, tolerance);
    double next =
        switch (result) {
          case SendResult.Unknown unknown -> share * AFTER_ERROR;
          case SendResult.Refused refused when refused.isThrottled() -> share * AFTER_THROTTLING;
          case SendResult.Refused refused when refused.mayGoElsewhere() -> share * AFTER_ERROR;
          // a route that says what is wrong with the message works
          case SendResult.Refused refused -> afterAnswer(share, took, tolerance);
          case SendResult.Accepted accepted -> afterAnswer(share, took, tolerance);
        };
    return new RouteCondition(Math.max(LEAST, next), now);
  }

  private static double afterAnswer(double share, Duration took, Tolerance tolerance) {
    double slowness = seconds(took) / seconds(tolerance.slowAfter());
    return slowness > 1
        ? share * Math.max(AT_WORST_AFTER_SLOWNESS, 1 / slowness)
        : share + (1 - share) * WON_BACK_BY_A_GOOD_SEND;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }
}
