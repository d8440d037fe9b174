package io.belay.escalation;

import io.belay.contract.StatutoryNotice;
import io.belay.duetime.TickObserver;
import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.lifecycle.Causes;
import io.belay.escalation.domain.lifecycle.Decision;
import io.belay.escalation.domain.lifecycle.Decision.Outcome;
import io.belay.escalation.domain.policy.FollowUps;
import io.belay.escalation.domain.policy.HolidayReach;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.domain.queue.QueueCounts.Line;
import io.belay.escalation.pack.PackLibrary;
import io.belay.escalation.stream.Auditor;
import io.belay.escalation.stream.CaseObserver;
import io.belay.escalation.stream.EscalationStreams;
import io.belay.escalation.stream.QueueBoard;
import io.belay.escalation.stream.RoomObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Every meter of the service: its name and its tags. No tag carries an id. docs/metrics.md says
 * which question each answers.
 */
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

  private final MeterRegistry registry;
  private final Counters counters;
  private final QueueBoard board;
  private final InstantSource clock;
  private final TickFigures ticks;
  private final StreamFigures streamFigures;
  private final RoomFigures rooms;
  private final PackFigures packs;
  private final Map<ClockKind, Timer> latenessByKind = new EnumMap<>(ClockKind.class);
  private final Timer eventToDecision;
  private final GaugeByTag openCases;
  private final GaugeByTag warnedCases;
  private final GaugeByTag breachedCases;

  EscalationMetrics(
      MeterRegistry registry, QueueBoard board, PackLibrary library, InstantSource clock) {
    this.registry = registry;
    this.counters = new Counters(registry);
    this.board = board;
    this.clock = clock;
    this.ticks = new TickFigures(registry, clock, this::refreshQueues);
    this.streamFigures = new StreamFigures(registry);
    this.rooms = new RoomFigures(registry, counters);
    this.packs = new PackFigures(counters, library);
    ticks.alsoRefresh(packs::refresh);
    for (var kind : ClockKind.values()) {
      latenessByKind.put(kind, lateness(kind));
      for (var what : List.of("warning", "breach")) {
        counters.of("belay_timers_fired", "kind", lower(kind), "what", what);
      }
      counters.of("belay_timers_started", "kind", lower(kind));
      counters.of("belay_clock_corrections", "kind", lower(kind));
      counters.of("belay_clocks_reopened", "kind", lower(kind));
      counters.of("belay_timers_voided", "kind", lower(kind));
    }
    this.eventToDecision =
        Timer.builder("belay_event_to_decision")
            .description("From the append of an event to its decision")
            .serviceLevelObjectives(LATENESS_BUCKETS)
            .register(registry);
    this.openCases = cases("belay_cases_open", "Cases in work, by tier");
    this.warnedCases = cases("belay_cases_warned", "Cases in work with a warned clock, by tier");
    this.breachedCases = cases("belay_cases_breached", "Cases in work that are owed a promise");
    Gauge.builder("belay_calendar_days_left", () -> calendarDaysLeft(library, clock.instant()))
        .description("Days until the first list of holidays of a pack in force ends; NaN: no list")
        .register(registry);
    for (var reason : Progress.Reason.values()) {
      counters.of("belay_events_rejected", "reason", reason.code());
    }
    for (var to : List.of("incident", "duplicate", "repeat", "case")) {
      counters.of("belay_cases_linked", "to", to);
    }
    for (var outcome : List.of(Outcome.ACCEPTED, Outcome.REJECTED, Outcome.REPEATED)) {
      events(outcome);
    }
    Stream.concat(
            Arrays.stream(FollowUps.Occasion.values()).map(FollowUps.Occasion::messageType),
            Arrays.stream(StatutoryNotice.values()).map(StatutoryNotice::messageType))
        .forEach(type -> counters.of("belay_follow_ups", "type", type));
    for (var cause : PackFigures.CLIMBS) {
      counters.of("belay_promotions_held", "cause", cause);
    }
    for (var cause : List.of(Causes.RESOLVED, Causes.CLOSED)) {
      counters.of("belay_members_released", "cause", cause);
    }
    counters.of("belay_stream_threads_replaced");
    counters.of("belay_ladder_exhausted");
    counters.of("belay_cases_migrated");
    counters.of("belay_dead_letters", "topic", "case-events", "reason", "unreadable");
  }

  private Timer lateness(ClockKind kind) {
    return Timer.builder("belay_timer_lateness")
        .description("From the instant a timer was due to its decision")
        .tag("kind", lower(kind))
        .serviceLevelObjectives(LATENESS_BUCKETS)
        .register(registry);
  }

  private GaugeByTag cases(String name, String description) {
    return new GaugeByTag(registry, name, description, "tier");
  }

  /** Whether the reader of the topics works. */
  void watch(EscalationStreams streams) {
    Gauge.builder("belay_reader_running", () -> streams.isReading() ? 1 : 0)
        .description("1 while a reader of topics works, 0 while it does not")
        .tag("reader", "stream")
        .register(registry);
  }

  /** The auditor's findings, and how long ago it last looked. */
  void watch(Auditor auditor) {
    Gauge.builder("belay_audit_age", auditor, a -> seconds(since(a.report().lookedAt())))
        .description("Since the auditor last looked at the stores")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("belay_audit_round", auditor, a -> seconds(a.report().round()))
        .description("How long its last walk over all cases took")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("belay_audit_overdue_wakeups", auditor, a -> a.report().overdueWakeUps())
        .description("Wake-ups in the store that are overdue beyond the bound")
        .register(registry);
    Gauge.builder("belay_audit_longest_overdue", auditor, a -> seconds(longestOverdue(a)))
        .description("The longest of them")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("belay_audit_cases_differing", auditor, a -> a.report().differing())
        .description("Cases with a timer that neither fired nor was voided nor runs")
        .register(registry);
    Gauge.builder("belay_audit_cases_unproven", auditor, a -> a.report().unproven())
        .description("Cases whose steps were not all here")
        .register(registry);
    var oldest = cases("belay_cases_oldest_age_seconds", "Age of the oldest case in work, by tier");
    ticks.alsoRefresh(
        () ->
            oldest.set(
                auditor.report().oldestOpenedAt().entrySet().stream()
                    .collect(
                        Collectors.toMap(Map.Entry::getKey, e -> seconds(since(e.getValue()))))));
  }

  private static Duration longestOverdue(Auditor auditor) {
    return auditor.report().longestOverdue();
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
    return counters.of("belay_case_events", "outcome", lower(outcome));
  }

  private void decided(Progress progress) {
    switch (progress) {
      case Progress.EventRejected e ->
          counters.count("belay_events_rejected", "reason", e.reason().code());
      case Progress.ClockStarted s ->
          counters.count("belay_timers_started", "kind", lower(s.kind()));
      case Progress.ClockVoided v -> counters.count("belay_timers_voided", "kind", lower(v.kind()));
      case Progress.ClockWarned w -> {
        counters.count("belay_clock_warnings", "clock", w.clock(), "kind", lower(w.kind()));
        counters.count("belay_timers_fired", "kind", lower(w.kind()), "what", "warning");
      }
      case Progress.ClockBreached b -> {
        counters.count("belay_clock_breaches", "clock", b.clock(), "kind", lower(b.kind()));
        counters.count("belay_timers_fired", "kind", lower(b.kind()), "what", "breach");
      }
      case Progress.ClockMet m ->
          counters.count(
              "belay_clock_met", "clock", m.clock(), "kind", lower(m.kind()), "late", late(m));
      case Progress.BreachCorrected c ->
          counters.count("belay_clock_corrections", "kind", lower(c.kind()));
      case Progress.ClockReopened r ->
          counters.count("belay_clocks_reopened", "kind", lower(r.kind()));
      case Progress.CaseMigrated m -> counters.count("belay_cases_migrated");
      case Progress.TierPromoted p ->
          counters.count("belay_promotions", "cause", p.cause(), "tier", p.to());
      case Progress.LadderExhausted l -> counters.count("belay_ladder_exhausted");
      case Progress.PromotionHeld h -> counters.count("belay_promotions_held", "cause", h.cause());
      case Progress.CaseReleased r -> counters.count("belay_members_released", "cause", r.cause());
      case Progress.CaseLinked l -> counters.count("belay_cases_linked", "to", linkedTo(l));
      case Progress.FollowUpDue f -> counters.count("belay_follow_ups", "type", f.messageType());
      default -> {}
    }
  }

  private static String linkedTo(Progress.CaseLinked link) {
    if (link.incidentId() != null) {
      return "incident";
    }
    return link.relation() == null ? "case" : link.relation();
  }

  /** Told what rooms do. */
  RoomObserver rooms() {
    return rooms;
  }

  private static String late(Progress.ClockMet met) {
    return Boolean.toString(met.late());
  }

  @Override
  public void fired(Decision decision) {
    for (Step step : decision.steps()) {
      switch (step.progress()) {
        case Progress.ClockWarned w -> lateness(w.kind(), w.warnedAt(), w.firedAt());
        case Progress.ClockBreached b -> lateness(b.kind(), b.dueAt(), b.firedAt());
        default -> {}
      }
    }
  }

  private void lateness(ClockKind kind, Instant dueAt, Instant firedAt) {
    Objects.requireNonNull(latenessByKind.get(kind)).record(Duration.between(dueAt, firedAt));
  }

  @Override
  public void eventDecided(Duration afterAppend) {
    eventToDecision.record(afterAppend);
  }

  @Override
  public void deadLettered(String topic, String reason) {
    counters.count("belay_dead_letters", "topic", topic, "reason", reason);
  }

  @Override
  public void threadReplaced() {
    counters.count("belay_stream_threads_replaced");
  }

  @Override
  public TickObserver ticks(int partition) {
    return ticks.of(partition);
  }

  @Override
  public void left(int partition) {
    ticks.left(partition);
  }

  @Override
  public void starting(KafkaStreams streams) {
    packs.refresh();
    streamFigures.watch(streams);
  }

  /** A tier appears with its first case, so its gauges cannot be there from the start. */
  private void refreshQueues() {
    var lines = board.lines();
    openCases.set(byTier(lines, Line::open));
    warnedCases.set(byTier(lines, Line::warned));
    breachedCases.set(byTier(lines, Line::breached));
  }

  private static Map<String, Double> byTier(List<Line> lines, ToDoubleFunction<Line> count) {
    return lines.stream()
        .collect(Collectors.groupingBy(Line::tier, Collectors.summingDouble(count)));
  }

  private static double calendarDaysLeft(PackLibrary library, Instant now) {
    return library.activations().values().stream()
        .flatMap(ref -> library.pack(ref).stream())
        .flatMapToLong(pack -> HolidayReach.daysLeft(pack, now).stream())
        .mapToObj(Double::valueOf)
        .min(Double::compare)
        .orElse(Double.NaN);
  }

  private Duration since(Instant then) {
    return Duration.between(then, clock.instant());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
