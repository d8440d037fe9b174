package io.belay.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.NotificationMetrics;
import io.belay.notification.domain.OutboxEffect.Report;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

/** A gateway that takes everything and delivers nothing shows in what receipts say alone. */
class ReceiptsCountedTest extends OutboxStory {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final NotificationMetrics metrics = new NotificationMetrics(meters);

  @Test
  void anAttemptThatNeverArrivesIsCountedOnceByItsRouteThoughTheMessageGoesOn() {
    sent(MessageClass.URGENT);
    when(accepted(1));
    when(part(1, 1, 2, false));
    when(part(1, 2, 2, false));

    assertThat(counted("undelivered")).isEqualTo(1);
    assertThat(reports()).contains("REFUSED receipt-undelivered");
  }

  @Test
  void aMessageOfSeveralPartsIsCountedWhenAllOfThemArrived() {
    sent(MessageClass.URGENT);
    when(accepted(1));
    when(part(1, 1, 2, true));
    assertThat(counted("delivered")).isZero();
    when(part(1, 2, 2, true));
    assertThat(counted("delivered")).isEqualTo(1);
    assertThat(counted("undelivered")).isZero();
  }

  @Test
  void whatEndsAMessageThatNeverArrivesIsNotCountedOnceMore() {
    sent(MessageClass.ROUTINE);
    for (int attempt = 1; attempt <= 3; attempt++) {
      when(accepted(attempt));
      when(part(attempt, 1, 1, false));
    }

    assertThat(reports()).anyMatch(said -> said.endsWith("receipt-undelivered last"));
    assertThat(reports()).filteredOn("REFUSED receipt-undelivered"::equals).hasSize(2);
    assertThat(counted("undelivered")).isEqualTo(2);
  }

  @Test
  void aRouteThatHasNotSaidAnythingYetIsThereWithEveryStateAtNone() {
    metrics.watchRoute("smsc", () -> 0, () -> 1);
    assertThat(meters.find("belay_receipts_total").tag("route", "smsc").counters())
        .extracting(counter -> counter.getId().getTag("state"))
        .containsExactlyInAnyOrder("delivered", "undelivered", "expired", "rejected");
  }

  private double counted(String state) {
    meters.clear();
    effects.stream()
        .filter(Report.class::isInstance)
        .forEach(report -> metrics.reported((Report) report));
    return meters
        .find("belay_receipts_total")
        .tag("route", "smsc")
        .tag("state", state)
        .counters()
        .stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
