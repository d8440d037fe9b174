package io.belay.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.notification.domain.RouteChoice.Candidate;
import io.belay.notification.domain.RouteCondition.Tolerance;
import io.belay.notification.domain.SendResult.Accepted;
import io.belay.notification.domain.SendResult.Refused;
import io.belay.notification.domain.SendResult.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteConditionTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Tolerance TOLERANCE =
      new Tolerance(Duration.ofSeconds(2), Duration.ofSeconds(30));
  private static final Duration FAST = Duration.ofMillis(50);
  private static final SendResult TAKEN = new Accepted(List.of("1"));

  @Test
  void errorsTakeTheShareAwayButNeverAllOfIt() {
    var condition = RouteCondition.well(NOON);
    for (int i = 0; i < 20; i++) {
      condition = after(condition, new Refused("gateway-error", true), FAST);
    }
    assertThat(condition.share()).isEqualTo(RouteCondition.LEAST);
    assertThat(after(RouteCondition.well(NOON), new Unknown("no-answer"), FAST).share())
        .isEqualTo(0.5);
  }

  @Test
  void slownessTakesShareAwayByItsDegree() {
    var atTheLimit = after(RouteCondition.well(NOON), TAKEN, Duration.ofSeconds(2));
    var slow = after(RouteCondition.well(NOON), TAKEN, Duration.ofMillis(2_200));
    var slower = after(RouteCondition.well(NOON), TAKEN, Duration.ofSeconds(9));
    assertThat(atTheLimit.share()).isEqualTo(1);
    assertThat(slow.share()).isCloseTo(1 / 1.1, within(0.001));
    assertThat(slower.share()).isEqualTo(0.7);
  }

  @Test
  void halfOfWhatWasLostIsBackAfterTheHalfLifeAndAllOfItInTheEnd() {
    var down = new RouteCondition(0.2, NOON);
    assertThat(down.shareAt(NOON, TOLERANCE)).isCloseTo(0.2, within(1e-9));
    assertThat(down.shareAt(NOON.plusSeconds(30), TOLERANCE)).isCloseTo(0.6, within(1e-9));
    assertThat(down.shareAt(NOON.plusSeconds(600), TOLERANCE)).isCloseTo(1, within(1e-5));
    assertThat(down.shareAt(NOON.minusSeconds(5), TOLERANCE)).isCloseTo(0.2, within(1e-9));
  }

  @Test
  void goodSendsWinShareBackFaster() {
    var condition = new RouteCondition(0.2, NOON);
    for (int i = 0; i < 30; i++) {
      condition = after(condition, TAKEN, FAST);
    }
    assertThat(condition.share()).isGreaterThan(0.95);
  }

  @Test
  void aFaultOfTheMessageIsNoneOfTheRouteAndThrottlingIsASmallOne() {
    var condition = new RouteCondition(0.5, NOON);
    assertThat(after(condition, new Refused("bad-address", false), FAST).share())
        .isGreaterThan(0.5);
    assertThat(after(condition, new Refused(Refused.THROTTLED, true), FAST).share()).isEqualTo(0.4);
  }

  @Test
  void routesAreChosenByWeight() {
    var candidates = List.of(new Candidate("a", 3), new Candidate("b", 1));
    assertThat(RouteChoice.choose(candidates, 0)).hasValue("a");
    assertThat(RouteChoice.choose(candidates, 0.74)).hasValue("a");
    assertThat(RouteChoice.choose(candidates, 0.75)).hasValue("b");
    assertThat(RouteChoice.choose(candidates, Math.nextDown(1.0))).hasValue("b");
    assertThat(RouteChoice.choose(List.of(), 0.5)).isEmpty();
  }

  @Test
  void anAttemptGoesOnAfterACertainRefusalOfTheRouteOnly() {
    var refused = new Refused("gateway-error", true);
    var course = Course.BEGIN.after("a", refused);
    assertThat(course.goesOnAfter(refused)).isTrue();
    assertThat(course.refusedBy()).containsExactly("a");
    assertThat(course.goesOnAfter(new Refused("bad-address", false))).isFalse();
    assertThat(course.goesOnAfter(Refused.TOO_LATE)).isFalse();
  }

  @Test
  void aThrottledRouteMayBeTriedAgainButNotWithoutEnd() {
    var throttled = new Refused(Refused.THROTTLED, true);
    var course = Course.BEGIN;
    for (int i = 0; i < Course.MOST_THROTTLED; i++) {
      course = course.after("a", throttled);
      assertThat(course.goesOnAfter(throttled)).isTrue();
    }
    assertThat(course.refusedBy()).isEmpty();
    assertThat(course.ratherNot()).containsExactly("a");
    assertThat(course.after("a", throttled).goesOnAfter(throttled)).isFalse();
  }

  private static RouteCondition after(RouteCondition before, SendResult result, Duration took) {
    return before.after(result, took, NOON, TOLERANCE);
  }
}
