package io.belay.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class NotificationMetricsTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final NotificationMetrics metrics = new NotificationMetrics(meters);

  @Test
  void aGatewayThatInventsReasonsFillsNoMoreThanSixtyOfThem() {
    for (int code = 0; code < 5_000; code++) {
      metrics.wentOn("smsc", "smpp-0x%x".formatted(code));
    }

    var refusals = meters.find("belay_route_refusals_total").tag("route", "smsc").counters();
    assertThat(refusals).hasSizeBetween(2, 61);
    assertThat(refusals).extracting(each -> each.getId().getTag("reason")).contains("other");
    assertThat(refusals.stream().mapToDouble(each -> each.count()).sum()).isEqualTo(5_000);
  }
}
