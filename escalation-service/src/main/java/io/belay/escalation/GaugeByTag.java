package io.belay.escalation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A gauge that has a value for each of some keys, which come and go. A key's meter stays as long as
 * the key: one that is taken out and put back while somebody scrapes can be seen twice, and such a
 * scrape fails as a whole.
 */
final class GaugeByTag {
  private final String tag;
  private final MultiGauge gauge;
  private volatile Map<String, Double> values = Map.of();

  /**
   * @param tag the key's name
   */
  GaugeByTag(MeterRegistry registry, String name, String description, String tag) {
    this.tag = tag;
    this.gauge = MultiGauge.builder(name).description(description).register(registry);
  }

  /** From now on these are the keys and their values. */
  synchronized void set(Map<String, Double> next) {
    boolean sameKeys = values.keySet().equals(next.keySet());
    values = Map.copyOf(next);
    if (!sameKeys) {
      gauge.register(next.keySet().stream().map(this::row).collect(Collectors.toList()), false);
    }
  }

  private Row<?> row(String key) {
    return Row.of(Tags.of(tag, key), this, me -> me.values.getOrDefault(key, Double.NaN));
  }
}
