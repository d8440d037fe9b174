package io.belay.escalation;

import io.belay.duetime.TickObserver;
import io.belay.escalation.domain.lifecycle.Decision;
import io.belay.escalation.domain.lifecycle.Decision.Outcome;
import io.belay.escalation.domain.policy.HolidayReach;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.pack.PackLibrary;
import io.belay.escalation.stream.CaseObserver;
import io.belay.escalation.stream.QueueBoard;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Every meter of the service: its name and its tags. No tag carries an id. */
final class EscalationMetrics implements CaseObserver {
  private static final Duration[] LATENESS_BUCKETS = {
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofMinutes(1),
    Duration.ofMinutes(10),
    Duration.ofHours(1)
  };

  private static final long REFRESH_MILLIS = 2_000;

  private final MeterRegistry registry;
  private final QueueBoard board;
  private final Timer lateness;
  private final MultiGauge openCases;
  private final AtomicLong refreshDueMillis = new AtomicLong();
  private final Map<Integer, Ticks> ticks = new ConcurrentHashMap<>();

  EscalationMetrics(
      MeterRegistry registry, QueueBoard board, PackLibrary library, InstantSource clock) {
    this.registry = registry;
    this.board = board;
    this.lateness =
        Timer.builder("belay_timer_lateness")
            .description("From the due time of a wake-up to the tick that decided it")
            .serviceLevelObjectives(LATENESS_BUCKETS)
            .register(registry);
    this.openCases =
        MultiGauge.builder("belay_cases_open")
            .description("Cases in work, by tier")
            .register(registry);
    Gauge.builder("belay_calendar_days_left", () -> calendarDaysLeft(library, clock.instant()))
        .description("Days until the first list of holidays of a pack in force ends; NaN: no list")
        .register(registry);
    registry.gauge("belay_timers_armed", ticks, EscalationMetrics::armed);
    registry.gauge("belay_tick_last_seconds", ticks, EscalationMetrics::oldestTick);
    registry.gauge("belay_timers_overdue_seconds", ticks, EscalationMetrics::longestOverdue);
  }

  @Override
  public void decided(Decision decision) {
    switch (decision.outcome()) {
      case ACCEPTED, REJECTED, REPEATED -> events(decision.outcome()).increment();
      case TICKED, FORGOTTEN -> {}
    }
    decision.steps().forEach(step -> decided(step.progress()));
  }

  private Counter events(Outcome outcome) {
    return registry.counter("belay_case_events", "outcome", lower(outcome.name()));
  }

  private void decided(Progress progress) {
    switch (progress) {
      case Progress.EventRejected e -> count("belay_events_rejected", "reason", e.reason().code());
      case Progress.ClockWarned w -> count("belay_clock_warnings", "clock", w.clock());
      case Progress.ClockBreached b -> count("belay_clock_breaches", "clock", b.clock());
      case Progress.TierPromoted p -> count("belay_promotions", "cause", p.cause(), "tier", p.to());
      case Progress.LadderExhausted l -> count("belay_ladder_exhausted", "tier", l.tier());
      case Progress.FollowUpDue f -> count("belay_follow_ups", "type", f.messageType());
      default -> {}
    }
  }

  private void count(String name, String... tags) {
    registry.counter(name, tags).increment();
  }

  @Override
  public void deadLettered(String topic, String reason) {
    count("belay_dead_letters", "topic", topic, "reason", reason);
  }

  @Override
  public void threadReplaced() {
    count("belay_stream_threads_replaced");
  }

  @Override
  public TickObserver ticks(int partition) {
    return ticks.computeIfAbsent(partition, p -> new Ticks());
  }

  /** The partition's timers are watched elsewhere now. */
  @Override
  public void left(int partition) {
    ticks.remove(partition);
  }

  /** A tier appears with its first case, so its gauge cannot be there from the start. */
  private void refreshOpenCases() {
    openCases.register(
        board.lines().stream()
            .collect(Collectors.groupingBy(l -> l.tier(), Collectors.summingLong(l -> l.open())))
            .entrySet()
            .stream()
            .map(e -> MultiGauge.Row.of(Tags.of("tier", e.getKey()), e.getValue()))
            .collect(Collectors.toList()),
        true);
  }

  private static double calendarDaysLeft(PackLibrary library, Instant now) {
    return library.activations().values().stream()
        .flatMap(ref -> library.pack(ref).stream())
        .flatMapToLong(pack -> HolidayReach.daysLeft(pack, now).stream())
        .mapToObj(Double::valueOf)
        .min(Double::compare)
        .orElse(Double.NaN);
  }

  private static double armed(Map<Integer, Ticks> all) {
    return all.values().stream().mapToInt(t -> t.armed).sum();
  }

  private static double oldestTick(Map<Integer, Ticks> all) {
    return all.values().stream().mapToDouble(t -> t.lastTick).min().orElse(0);
  }

  private static double longestOverdue(Map<Integer, Ticks> all) {
    return all.values().stream().mapToDouble(t -> t.overdueSeconds).max().orElse(0);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** What the ticker of one partition did last. */
  private final class Ticks implements TickObserver {
    private volatile int armed;
    private volatile double lastTick;
    private volatile double overdueSeconds;

    @Override
    public void woken(Duration late) {
      lateness.record(late);
    }

    @Override
    public void ticked(Instant now, int scheduled, Duration overdue) {
      armed = scheduled;
      lastTick = now.toEpochMilli() / 1000.0;
      overdueSeconds = overdue.toMillis() / 1000.0;
      long due = refreshDueMillis.get();
      if (now.toEpochMilli() >= due
          && refreshDueMillis.compareAndSet(due, now.toEpochMilli() + REFRESH_MILLIS)) {
        refreshOpenCases();
      }
    }
  }
}
