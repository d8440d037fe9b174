package io.belay.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class GaugeByTagTest {
  private static final int TIERS = 50;
  private static final int SCRAPES = 2_000;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final GaugeByTag cases = new GaugeByTag(registry, "cases", "Cases in work", "tier");

  @Test
  void hasTheLastValueOfEachKey() {
    cases.set(Map.of("front-line", 1.0, "senior", 2.0));
    cases.set(Map.of("front-line", 3.0, "senior", 2.0));

    assertThat(registry.scrape())
        .contains("cases{tier=\"front-line\"} 3.0\n", "cases{tier=\"senior\"} 2.0\n");
  }

  @Test
  void hasNoValueOfAKeyThatIsGoneAndOneOfAKeyThatIsNew() {
    cases.set(Map.of("front-line", 1.0, "senior", 2.0));
    cases.set(Map.of("senior", 2.0, "head", 4.0));
    cases.set(Map.of("senior", 5.0, "head", 4.0));

    assertThat(registry.scrape())
        .contains("cases{tier=\"senior\"} 5.0\n", "cases{tier=\"head\"} 4.0\n")
        .doesNotContain("front-line");
  }

  /** Prometheus scrapes while the figures change. */
  @Test
  void isScrapedWholeWhileItChanges() {
    var over = new AtomicBoolean();
    var changing =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; !over.get(); i++) {
                cases.set(tiers(i));
              }
            });
    try {
      for (int i = 0; i < SCRAPES; i++) {
        assertThat(registry.scrape().lines().filter(line -> line.startsWith("cases{")))
            .hasSizeLessThanOrEqualTo(TIERS)
            .doesNotHaveDuplicates();
      }
    } finally {
      over.set(true);
      changing.join();
    }
  }

  private static Map<String, Double> tiers(double value) {
    var values = new HashMap<String, Double>();
    for (int tier = 0; tier < TIERS; tier++) {
      values.put("tier-" + tier, value);
    }
    return values;
  }
}
