package io.belay.notification;

import io.belay.duetime.TickObserver;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.OutboxEffect;
import io.belay.notification.domain.Result;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Every meter of the service. A tag never carries an id, an address or a text. */
public final class NotificationMetrics {
  private static final String NONE = "none";

  private final MeterRegistry registry;
  private final AtomicLong outboxWaiting = new AtomicLong();
  private final Timer outboxLateness;

  public NotificationMetrics(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("belay_outbox_waiting", outboxWaiting, AtomicLong::get)
        .description("Messages that wait or are on their way")
        .register(registry);
    outboxLateness =
        Timer.builder("belay_outbox_wakeup_lateness")
            .description("How long after its due time an outbox was woken")
            .publishPercentileHistogram()
            .register(registry);
  }

  /** An attempt ended; {@code eventToGateway} when a gateway took it. */
  public void attempted(Channel channel, String route, Result result, @Nullable String reason) {
    Counter.builder("belay_deliveries_total")
        .description("Ended attempts")
        .tag("channel", lower(channel))
        .tag("route", route)
        .tag("outcome", lower(result))
        .tag("reason", reason == null ? NONE : reason)
        .register(registry)
        .increment();
  }

  /** A gateway took a message: time since the decision that caused it. */
  public void reachedGateway(Channel channel, String lane, Instant decidedAt, Instant now) {
    Timer.builder("belay_event_to_gateway")
        .description("From the decision in case-progress to the gateway's answer")
        .tag("channel", lower(channel))
        .tag("lane", lane)
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(5))
        .maximumExpectedValue(Duration.ofMinutes(10))
        .register(registry)
        .record(decidedAt.isBefore(now) ? Duration.between(decidedAt, now) : Duration.ZERO);
  }

  /** The outbox said what became of a message or an attempt. */
  public void reported(OutboxEffect.Report report) {
    if (report.last()) {
      Counter.builder("belay_messages_total")
          .description("Messages that came to an end")
          .tag("class", lower(report.message().messageClass()))
          .tag("outcome", lower(report.result()))
          .tag("reason", reasonTag(report.reason()))
          .register(registry)
          .increment();
    }
    if (report.result() == Result.UNKNOWN) {
      Counter.builder("belay_unknown_sends_total")
          .description("Attempts of which nobody knows whether they arrived")
          .tag("class", lower(report.message().messageClass()))
          .register(registry)
          .increment();
    }
  }

  /** Something arrived that changes nothing. */
  public void ignored(OutboxEffect.Ignored.Why why) {
    Counter.builder("belay_outbox_ignored_total")
        .description("Inputs that changed nothing")
        .tag("why", lower(why))
        .register(registry)
        .increment();
  }

  /** A receipt without its ack, or an ack without its receipt, waited long enough. */
  public void receiptHalfForgotten() {
    Counter.builder("belay_receipt_halves_forgotten_total")
        .description("Receipts that never met their ack, and acks that never met their receipt")
        .register(registry)
        .increment();
  }

  /** A receipt of a gateway could not be read. */
  public void receiptUnreadable(String route) {
    Counter.builder("belay_receipts_unreadable_total")
        .description("Receipts of a gateway that could not be read")
        .tag("route", route)
        .register(registry)
        .increment();
  }

  /** Sends under way on a route. */
  public void watchRoute(String route, java.util.function.Supplier<Number> underWay) {
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

  public void outboxWaitingChanged(long change) {
    outboxWaiting.addAndGet(change);
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

  /**
   * Reasons of gateways may carry codes of their own; what the outbox says comes from a short list.
   */
  private static String reasonTag(@Nullable String reason) {
    return reason == null ? NONE : reason;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
