package io.belay.escalation;

import io.belay.duetime.TickObserver;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** What the tickers of this instance did last, as gauges. Part of {@link EscalationMetrics}. */
final class TickFigures {
  private static final long REFRESH_MILLIS = 1_000;

  private final InstantSource clock;
  private final MultiGauge ages;
  private final AtomicLong refreshDueMillis = new AtomicLong();
  private final List<Runnable> alsoRefreshed = new CopyOnWriteArrayList<>();
  private final Map<Integer, Ticks> byPartition = new ConcurrentHashMap<>();

  /**
   * @param refresh run about once a second, on a tick
   */
  TickFigures(MeterRegistry registry, InstantSource clock, Runnable refresh) {
    this.clock = clock;
    this.ages =
        MultiGauge.builder("belay_tick_age_seconds")
            .description("Since the last tick of a partition")
            .register(registry);
    alsoRefreshed.add(refresh);
    Gauge.builder("belay_timers_armed", byPartition, TickFigures::armed)
        .description("Cases with a wake-up to come")
        .register(registry);
    Gauge.builder("belay_timers_overdue_seconds", byPartition, TickFigures::longestOverdue)
        .description("How long the earliest wake-up that a tick left over has been due")
        .register(registry);
  }

  void alsoRefresh(Runnable refresh) {
    alsoRefreshed.add(refresh);
  }

  TickObserver of(int partition) {
    var ticks = byPartition.computeIfAbsent(partition, p -> new Ticks(clock.instant()));
    registerAges();
    return ticks;
  }

  void left(int partition) {
    byPartition.remove(partition);
    registerAges();
  }

  /**
   * Their values are asked for at each scrape: a partition whose ticks end must be seen to age. One
   * thread after the other: who looked first and wrote last would take out what came in between.
   */
  private synchronized void registerAges() {
    ages.register(byPartition.keySet().stream().map(this::age).collect(Collectors.toList()), false);
  }

  /** The meter stays as long as the partition, see {@link GaugeByTag}. */
  private Row<?> age(int partition) {
    return Row.of(
        Tags.of("partition", Integer.toString(partition)),
        byPartition,
        all -> {
          var ticks = all.get(partition);
          return ticks == null ? Double.NaN : ticks.ageSeconds(clock.instant());
        });
  }

  private static double armed(Map<Integer, Ticks> all) {
    return all.values().stream().mapToInt(t -> t.armed).sum();
  }

  private static double longestOverdue(Map<Integer, Ticks> all) {
    return all.values().stream().mapToDouble(t -> t.overdueSeconds).max().orElse(0);
  }

  /** What the ticker of one partition did last. */
  private final class Ticks implements TickObserver {
    private volatile int armed;
    private volatile Instant lastTick;
    private volatile double overdueSeconds;

    Ticks(Instant takenAt) {
      this.lastTick = takenAt;
    }

    double ageSeconds(Instant now) {
      return Math.max(0, Duration.between(lastTick, now).toMillis()) / 1000.0;
    }

    @Override
    public void woken(Duration late) {}

    @Override
    public void ticked(Instant now, int scheduled, Duration overdue) {
      armed = scheduled;
      lastTick = now;
      overdueSeconds = overdue.toMillis() / 1000.0;
      long due = refreshDueMillis.get();
      if (now.toEpochMilli() >= due
          && refreshDueMillis.compareAndSet(due, now.toEpochMilli() + REFRESH_MILLIS)) {
        alsoRefreshed.forEach(Runnable::run);
      }
    }
  }
}
