package io.belay.notification.web.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.belay.contract.TrackingToken;
import io.belay.notification.domain.track.TrackedStory;
import io.belay.notification.rendering.CheckCodes;
import io.belay.notification.web.page.TurnedAway.Why;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** The one too many is turned away with the time to come again, and nobody else is. */
class PageLimitsTest {
  /** Reads a link, requests a link, all of an address, streams, of a case, checks, of a code. */
  private static final PageLimits FEW =
      new PageLimits(3, 2, 20, 5, 2, 4, 3, Duration.ZERO, Duration.ofSeconds(5));

  private static final String HERE = "192.0.2.1";
  private static final String ELSEWHERE = "192.0.2.2";

  private final CasesInMemory cases = new CasesInMemory();
  private final TrackDesk desk =
      new TrackDesk(
          PageServer.KEYS,
          cases,
          cases,
          PageServer.texts(),
          InstantSource.fixed(PageServer.NOW),
          FEW);
  private final VerifyDesk codes =
      new VerifyDesk(cases, List.of(new CheckCodes(PageServer.SECRET)), FEW);

  @Test
  void looksThroughOneLinkAreLimitedWhereverTheyComeFrom() {
    var link = PageServer.token(opened());
    times(3, () -> desk.look(link, null, HERE).block());
    turnedAway(() -> desk.look(link, null, ELSEWHERE).block());
    turnedAway(() -> desk.holder(link, ELSEWHERE).block());
    assertThat(desk.look(PageServer.token(opened()), null, HERE).block()).isNotNull();
  }

  @Test
  void whateverComesFromOneAddressIsLimitedAlsoWithLinksThatAreNone() {
    times(
        20,
        () ->
            assertThatExceptionOfType(TurnedAway.class)
                .isThrownBy(() -> desk.look("no link", null, HERE).block())
                .extracting(TurnedAway::why)
                .isEqualTo(Why.UNKNOWN));
    var link = PageServer.token(opened());
    turnedAway(() -> desk.look(link, null, HERE).block());
    assertThat(desk.look(link, null, ELSEWHERE).block()).isNotNull();
  }

  @Test
  void streamsOfOneCaseAndOfAllAreLimitedUntilOneEnds() {
    var streams = new TrackStreams(desk, cases, FEW);
    var holder = holder();
    var first = streams.of(holder, null, 0).subscribe();
    var others = new ArrayList<Disposable>();
    others.add(streams.of(holder, null, 0).subscribe());
    turnedAway(() -> streams.of(holder, null, 0).blockFirst());
    times(3, () -> others.add(streams.of(holder(), null, 0).subscribe()));
    turnedAway(() -> streams.of(holder(), null, 0).blockFirst());

    first.dispose();
    others.add(streams.of(holder, null, 0).subscribe());
    assertThat(streams.open()).isEqualTo(5);
    others.forEach(Disposable::dispose);
    assertThat(streams.open()).isZero();
  }

  /** Its client was cut off just before it would have been answered. */
  @Test
  void aStreamThatNobodyCameToReadHoldsNoPlace() {
    var streams = new TrackStreams(desk, cases, FEW);
    var unread = streams.of(holder(), null, 0);
    assertThat(streams.open()).isZero();

    var reader = unread.subscribe();
    assertThat(streams.open()).isEqualTo(1);
    reader.dispose();
    assertThat(streams.open()).isZero();
  }

  @Test
  void checksFromOneAddressAndOfOneCodeAreLimited() {
    times(3, () -> codes.check("K7QM-3XPA", "8000", HERE).block());
    turnedAway(() -> codes.check("K7QM-3XPA", "8000", ELSEWHERE).block());
    codes.check("K7QM-3XPB", "8000", HERE).block();
    turnedAway(() -> codes.check("K7QM-3XPC", "8000", HERE).block());
    assertThat(codes.check("K7QM-3XPC", "8000", ELSEWHERE).block()).isNotNull();
  }

  @Test
  void aNetworkOfIpv6IsOneAddress() {
    assertThat(caller("2001:db8::1")).isEqualTo(caller("2001:db8::ffff:2"));
    assertThat(caller("2001:db8::1")).isNotEqualTo(caller("2001:db8:0:1::1"));
    assertThat(caller(HERE)).isNotEqualTo(caller(ELSEWHERE));
  }

  private static String caller(String address) {
    return RateLimit.callerOf(new InetSocketAddress(address, 443));
  }

  private TrackedStory opened() {
    var story = PageServer.opened();
    cases.put(story);
    return story;
  }

  private TrackingToken holder() {
    var identity = opened().seen().identity();
    return new TrackingToken(
        identity.caseId(), identity.customerId(), PageServer.NOW.plusSeconds(60));
  }

  private static void times(int times, Runnable asks) {
    IntStream.range(0, times).forEach(i -> asks.run());
  }

  private static void turnedAway(ThrowingCallable asks) {
    assertThatExceptionOfType(TurnedAway.class)
        .isThrownBy(asks)
        .satisfies(
            away -> {
              assertThat(away.why()).isEqualTo(Why.LIMIT);
              assertThat(away.retryAfterSeconds()).isPositive();
            });
  }
}
