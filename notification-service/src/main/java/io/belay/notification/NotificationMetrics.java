package io.belay.notification;

import io.belay.duetime.TickObserver;
import io.belay.notification.domain.Attempt;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Lane;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.OpenMessages;
import io.belay.notification.domain.OutboxEffect;
import io.belay.notification.domain.ReceiptHalf;
import io.belay.notification.domain.Result;
import io.belay.notification.domain.SendResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every meter of the service. A tag never carries an id, an address or a text. docs/metrics.md says
 * which question each answers.
 */
public final class NotificationMetrics {
  private static final String NONE = "none";
  private static final String OTHER = "other";
  private static final int MOST_REASONS = 60;

  /** What receipts and bounces say in the end. */
  private static final List<String> STATES =
      List.of("delivered", "undelivered", "expired", "rejected");

  private static final Pattern REASON = Pattern.compile("[a-z0-9-]{1,40}");

  /** From an answer at once to one that no customer should wait for. */
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(30),
    Duration.ofHours(4)
  };

  private final MeterRegistry registry;
  private final OutboxFigures outboxFigures;
  private final KafkaFigures kafkaFigures;
  private final Set<String> reasons = ConcurrentHashMap.newKeySet();
  private final Timer outboxLateness;

  /** Meters of what happens with each message, so that none is looked up by its tags each time. */
  private final Map<Ended, Counter> attempts = new ConcurrentHashMap<>();

  private final Map<Reached, Timer> toGateway = new ConcurrentHashMap<>();
  private final Map<OutboxEffect.Ignored.Why, Counter> ignored = new ConcurrentHashMap<>();

  private record Ended(Channel channel, String route, Result result, String reason) {}

  private record Reached(Channel channel, Lane lane) {}

  public NotificationMetrics(MeterRegistry registry) {
    this(registry, InstantSource.system());
  }

  public NotificationMetrics(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.outboxFigures = new OutboxFigures(registry, clock);
    this.kafkaFigures = new KafkaFigures(registry);
    for (var messageClass : MessageClass.values()) {
      for (var then : OutboxEffect.Unconfirmed.Then.values()) {
        unknownSends(messageClass, then);
      }
    }
    contactsErased(true);
    contactsErased(false);
    for (var why : OutboxEffect.Ignored.Why.values()) {
      ignorings(why);
    }
    receiptHalvesForgotten("ack");
    receiptHalvesForgotten("receipt");
    callbacksRefused("not-genuine");
    deadLetters("case-progress", "unreadable");
    deadLetters("follow-ups-urgent", "unreadable");
    outboxLateness =
        timer("belay_outbox_wakeup_lateness", "How long after its due time an outbox was woken")
            .register(registry);
  }

  private static Timer.Builder timer(String name, String description) {
    return Timer.builder(name).description(description).serviceLevelObjectives(BUCKETS);
  }

  /** An attempt ended. */
  public void attempted(
      Channel channel, @Nullable String route, Result result, @Nullable String reason) {
    attempts
        .computeIfAbsent(
            new Ended(channel, route == null ? NONE : route, result, reasonTag(reason)),
            this::attempts)
        .increment();
  }

  private Counter attempts(Ended ended) {
    return Counter.builder("belay_deliveries_total")
        .description("Ended attempts")
        .tag("channel", lower(ended.channel()))
        .tag("route", ended.route())
        .tag("outcome", lower(ended.result()))
        .tag("reason", ended.reason())
        .register(registry);
  }

  /** A gateway took a message that none was asked for before: time since it was decided. */
  public void reachedGateway(Channel channel, Lane lane, Instant since, Instant now) {
    toGateway
        .computeIfAbsent(new Reached(channel, lane), this::toGateway)
        .record(since.isBefore(now) ? Duration.between(since, now) : Duration.ZERO);
  }

  private Timer toGateway(Reached reached) {
    return timer(
            "belay_event_to_gateway",
            "From the decision about an event or deadline until a gateway took the message")
        .tag("channel", lower(reached.channel()))
        .tag("lane", lower(reached.lane()))
        .register(registry);
  }

  /** The outbox said what became of a message or an attempt. */
  public void reported(OutboxEffect.Report report) {
    receiptState(report).ifPresent(state -> receipts(routeOf(report.attempt()), state).increment());
    if (report.last()) {
      Counter.builder("belay_messages_total")
          .description("Messages that came to an end")
          .tag("class", lower(report.message().messageClass()))
          .tag("outcome", lower(report.result()))
          .tag("reason", reasonTag(report.reason()))
          .register(registry)
          .increment();
    }
  }

  /** What a receipt says of an attempt, where this report is the first to tell it. */
  private Optional<String> receiptState(OutboxEffect.Report report) {
    var reason = report.reason();
    if (report.result() == Result.DELIVERED) {
      return Optional.of(STATES.getFirst());
    }
    // what follows from it for the message is another report, with the same reason
    return report.last() || reason == null || !reason.startsWith(Attempt.BY_RECEIPT)
        ? Optional.empty()
        : Optional.of(reason.substring(Attempt.BY_RECEIPT.length()));
  }

  private static String routeOf(@Nullable Attempt attempt) {
    var route = attempt == null ? null : attempt.route();
    return route == null ? NONE : route;
  }

  private Counter receipts(String route, String state) {
    return Counter.builder("belay_receipts_total")
        .description("Attempts of which a receipt or a bounce said in the end what became of them")
        .tag("route", route)
        .tag("state", STATES.contains(state) ? state : OTHER)
        .register(registry);
  }

  /** Nobody knows whether an attempt arrived, and policy said what to do about it. */
  public void unconfirmed(OutboxEffect.Unconfirmed unconfirmed) {
    unknownSends(unconfirmed.messageClass(), unconfirmed.then()).increment();
  }

  /** A contact was erased. */
  public void contactForgotten(OutboxEffect.ContactForgotten forgotten) {
    contactsErased(forgotten.atOnce()).increment();
  }

  private Counter contactsErased(boolean atOnce) {
    return Counter.builder("belay_contacts_erased_total")
        .description(
            "Contacts erased, at once where none was known, or once no statutory clock runs")
        .tag("when", atOnce ? "at-once" : "after-duty")
        .register(registry);
  }

  private Counter unknownSends(MessageClass messageClass, OutboxEffect.Unconfirmed.Then then) {
    return Counter.builder("belay_unknown_sends_total")
        .description("Attempts of which nobody knows whether they arrived")
        .tag("class", lower(messageClass))
        .tag("then", lower(then))
        .register(registry);
  }

  /** A record of this topic could not be read; the reason is that of its letter. */
  public void deadLettered(String topic, String reason) {
    deadLetters(topic, reason).increment();
  }

  private Counter deadLetters(String topic, String reason) {
    return Counter.builder("belay_dead_letters_total")
        .description("Records that could not be read")
        .tag("topic", topic)
        .tag("reason", reason)
        .register(registry);
  }

  /** Something arrived that changes nothing. */
  public void ignored(OutboxEffect.Ignored.Why why) {
    ignored.computeIfAbsent(why, this::ignorings).increment();
  }

  private Counter ignorings(OutboxEffect.Ignored.Why why) {
    return Counter.builder("belay_outbox_ignored_total")
        .description("Inputs that changed nothing")
        .tag("why", lower(why))
        .register(registry);
  }

  /**
   * A receipt without its ack, or an ack without its receipt, waited long enough. An e-mail's ack
   * usually does: only a bounce would meet it.
   */
  public void receiptHalfForgotten(ReceiptHalf half) {
    receiptHalvesForgotten(half instanceof ReceiptHalf.Taken ? "ack" : "receipt").increment();
  }

  private Counter receiptHalvesForgotten(String half) {
    return Counter.builder("belay_receipt_halves_forgotten_total")
        .description("Receipts that never met their ack, and acks that never met their receipt")
        .tag("half", half)
        .register(registry);
  }

  /** A receipt of a gateway could not be read. */
  public void receiptUnreadable(String route) {
    receiptsUnreadable(route).increment();
  }

  private Counter receiptsUnreadable(String route) {
    return Counter.builder("belay_receipts_unreadable_total")
        .description("Receipts of a gateway that could not be read")
        .tag("route", route)
        .register(registry);
  }

  /** A route certainly did not take a message, and another, or the same after a pause, is tried. */
  public void wentOn(String route, String reason) {
    routeRefusals(route, reasonTag(reason)).increment();
  }

  private Counter routeRefusals(String route, String reason) {
    return Counter.builder("belay_route_refusals_total")
        .description("Refusals of a route that the same attempt went on from")
        .tag("route", route)
        .tag("reason", reason)
        .register(registry);
  }

  /** A callback of a gateway, or a bounce, was not taken. */
  public void callbackRefused(String why) {
    callbacksRefused(why).increment();
  }

  private Counter callbacksRefused(String why) {
    return Counter.builder("belay_gateway_callbacks_refused_total")
        .description("Callbacks of gateways and bounces that were not taken")
        .tag("why", why)
        .register(registry);
  }

  /** Sends under way on a route, and the share of its weight it has now. */
  public void watchRoute(
      String route,
      java.util.function.Supplier<Number> underWay,
      java.util.function.Supplier<Number> share) {
    receiptsUnreadable(route);
    STATES.forEach(state -> receipts(route, state));
    routeRefusals(route, SendResult.Refused.THROTTLED);
    Gauge.builder("belay_route_share", share)
        .description("Share of its weight a route has now; errors and slowness shrink it")
        .tag("route", route)
        .register(registry);
    Gauge.builder("belay_route_sends_under_way", underWay)
        .description("Sends under way")
        .tag("route", route)
        .register(registry);
  }

  /** Pages that customers have open and that are told of news. */
  public void watchPages(java.util.function.Supplier<Number> open) {
    Gauge.builder("belay_track_streams_open", open)
        .description("Tracking pages that are open and live")
        .register(registry);
  }

  /** Whether a reader of topics works. */
  public void watchReader(String reader, BooleanSupplier works) {
    Gauge.builder("belay_reader_running", () -> works.getAsBoolean() ? 1 : 0)
        .description("1 while a reader of topics works, 0 while it does not")
        .tag("reader", reader)
        .register(registry);
  }

  /** Watches the lag of a consumer until it is closed. */
  public KafkaClientMetrics watch(Consumer<?, ?> consumer) {
    return kafkaFigures.watch(consumer);
  }

  /** A partition's open messages count from now on. */
  public void watch(OpenMessages messages) {
    outboxFigures.watch(messages);
  }

  /** They are counted elsewhere now. */
  public void left(OpenMessages messages) {
    outboxFigures.left(messages);
  }

  /** Observes the outbox's wake-ups. */
  public TickObserver outboxTicks() {
    return new TickObserver() {
      @Override
      public void woken(Duration lateness) {
        outboxLateness.record(lateness);
      }

      @Override
      public void ticked(Instant now, int scheduled, Duration overdue) {}
    };
  }

  /** Reasons of gateways carry codes of their own: so many at most, the rest is one. */
  private String reasonTag(@Nullable String reason) {
    if (reason == null) {
      return NONE;
    }
    boolean known = reasons.contains(reason);
    boolean fits = REASON.matcher(reason).matches() && reasons.size() < MOST_REASONS;
    if (!known && fits) {
      reasons.add(reason);
    }
    return known || fits ? reason : OTHER;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
