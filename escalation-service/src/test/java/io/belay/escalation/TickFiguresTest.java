package io.belay.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TickFiguresTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final CountDownLatch firstIsAtIt = new CountDownLatch(1);
  private final CountDownLatch firstGoesOn = new CountDownLatch(1);

  /** Two threads take partitions over at one time at every start. */
  @Test
  void aPartitionThatIsTakenOverWhileAnotherIsStillIsSeenToo() throws InterruptedException {
    meters.config().meterFilter(new HoldsUpTheFirst());
    var ticks = new TickFigures(meters, InstantSource.system(), () -> {});
    var first = Thread.ofPlatform().start(() -> ticks.of(1));
    assertThat(firstIsAtIt.await(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS)).isTrue();

    var second = Thread.ofPlatform().start(() -> ticks.of(2));
    Awaitility.await().atMost(LONG_ENOUGH).until(() -> waitsOrIsThrough(second));
    firstGoesOn.countDown();
    first.join(LONG_ENOUGH);
    second.join(LONG_ENOUGH);

    assertThat(meters.find("belay_tick_age_seconds").gauges())
        .extracting(gauge -> gauge.getId().getTag("partition"))
        .containsExactlyInAnyOrder("1", "2");
  }

  private static boolean waitsOrIsThrough(Thread thread) {
    return switch (thread.getState()) {
      case BLOCKED, WAITING, TERMINATED -> true;
      case NEW, RUNNABLE, TIMED_WAITING -> false;
    };
  }

  /** The first gauge of a partition waits in the midst of its registration. */
  private final class HoldsUpTheFirst implements MeterFilter {
    private final AtomicBoolean held = new AtomicBoolean();

    @Override
    public Meter.Id map(Meter.Id id) {
      if (id.getTag("partition") != null && held.compareAndSet(false, true)) {
        firstIsAtIt.countDown();
        try {
          assertThat(firstGoesOn.await(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return id;
    }
  }
}
