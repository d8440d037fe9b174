package io.belay.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.channel.ChannelRoutes.Way;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Course;
import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.RouteCondition.Tolerance;
import io.belay.notification.domain.SendResult;
import io.belay.notification.domain.SendResult.Accepted;
import io.belay.notification.domain.SendResult.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChannelRoutesTest {
  private static final int MANY = 4_000;
  private static final Refused ERROR = new Refused("gateway-error", true);

  private final NamedRoute first = new NamedRoute("first");
  private final NamedRoute second = new NamedRoute("second");
  private Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private final Way wayOne = new Way(first, new RoutePace(10, 100), 75);
  private final Way wayTwo = new Way(second, new RoutePace(10, 100), 25);
  private final ChannelRoutes routes =
      new ChannelRoutes(
          Channel.SMS,
          List.of(wayOne, wayTwo),
          new Tolerance(Duration.ofSeconds(2), Duration.ofSeconds(30)),
          () -> now);

  @Test
  void committedAheadIsTwiceTheWindowsOrWhatFastRoutesSendInTwoMilliseconds() {
    assertThat(routes.mostUnderWay()).isEqualTo(2 * (10 + 10));
    var fast =
        new ChannelRoutes(
            Channel.SMS,
            List.of(new Way(first, new RoutePace(10, 50_000), 75), wayTwo),
            new Tolerance(Duration.ofSeconds(2), Duration.ofSeconds(30)),
            () -> now);
    assertThat(fast.mostUnderWay()).isEqualTo(100);
  }

  @Test
  void messagesSpreadByWeight() {
    assertThat(shareOfFirst()).isBetween(0.70, 0.80);
  }

  @Test
  void aRouteThatFailsGetsFewAndAllItsShareBackInTime() {
    for (int i = 0; i < 10; i++) {
      routes.observe(wayOne, ERROR, Duration.ofMillis(5));
    }
    assertThat(shareOfFirst()).isBetween(0.01, 0.12);
    now = now.plusSeconds(300);
    assertThat(shareOfFirst()).isBetween(0.70, 0.80);
  }

  @Test
  void aRouteThatIsSlowGetsLess() {
    for (int i = 0; i < 5; i++) {
      routes.observe(wayOne, new Accepted(List.of("1")), Duration.ofSeconds(5));
    }
    assertThat(shareOfFirst()).isBetween(0.25, 0.45);
  }

  @Test
  void aRouteThatIsDownGetsNothingAndTheOtherAll() {
    first.up = false;
    assertThat(shareOfFirst()).isZero();
    assertThat(routes.isAnyUp()).isTrue();
    second.up = false;
    assertThat(routes.isAnyUp()).isFalse();
    assertThat(routes.next(Course.BEGIN)).isEmpty();
  }

  @Test
  void aRefusedAttemptGoesElsewhereAndAThrottledOneComesBackWhenThereIsNoOther() {
    var refusedByFirst = Course.BEGIN.after("first", ERROR);
    assertThat(routes.next(refusedByFirst)).hasValue(wayTwo);
    assertThat(routes.next(refusedByFirst.after("second", ERROR))).isEmpty();
    var throttled = new Refused(Refused.THROTTLED, true);
    assertThat(routes.next(refusedByFirst.after("second", throttled))).hasValue(wayTwo);
    assertThat(routes.next(Course.BEGIN.after("first", throttled))).hasValue(wayTwo);
  }

  @Test
  void aRepeatGoesWhereTheAttemptBeforeDidNotFailAndThereOnlyIfNothingElseIsLeft() {
    var repeat = Course.besides("first");
    assertThat(IntStream.range(0, MANY).mapToObj(i -> routes.next(repeat).orElseThrow()))
        .containsOnly(wayTwo);
    assertThat(routes.next(repeat.after("second", ERROR))).hasValue(wayOne);
    second.up = false;
    assertThat(routes.next(repeat)).hasValue(wayOne);
  }

  private double shareOfFirst() {
    long chosen =
        IntStream.range(0, MANY)
            .filter(i -> routes.next(Course.BEGIN).orElseThrow().equals(wayOne))
            .count();
    return (double) chosen / MANY;
  }

  private static final class NamedRoute implements Route {
    private final String name;
    private boolean up = true;

    NamedRoute(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean isUp() {
      return up;
    }

    @Override
    public SendResult send(Delivery delivery) {
      throw new UnsupportedOperationException("Expected only to be chosen");
    }

    @Override
    public void start() {}

    @Override
    public void close() {}
  }
}
