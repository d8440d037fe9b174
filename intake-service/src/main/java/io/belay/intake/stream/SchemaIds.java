package io.belay.intake.stream;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/**
 * Asks the registry for the id of every schema that intake writes, before anybody is served: else
 * the first events would all ask at once, and be answered 503 while they wait. Ids never change, so
 * what is known stays known.
 */
public final class SchemaIds implements ReactiveHealthIndicator, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SchemaIds.class);

  private final Serializer<Object> serializer;
  private final Map<String, SpecificRecord> samples;
  private final Duration retryAfter;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean known;

  /**
   * @param samples a record of each topic, which is not written
   */
  public SchemaIds(
      Serializer<Object> serializer, Map<String, SpecificRecord> samples, Duration retryAfter) {
    this.serializer = serializer;
    this.samples = samples;
    this.retryAfter = retryAfter;
  }

  /** Asks in the background until the registry has answered. */
  public void start() {
    Thread.ofVirtual().name("schema-ids").start(this::askUntilKnown);
  }

  private void askUntilKnown() {
    boolean told = false;
    while (!known && closing.getCount() > 0) {
      try {
        samples.forEach(
            (topic, sample) -> serializer.serialize(topic, new RecordHeaders(), sample));
        known = true;
      } catch (RuntimeException away) {
        if (!told) {
          log.warn("Waiting for the registry: {}", away.toString());
          told = true;
        }
        pause();
      }
    }
  }

  private void pause() {
    try {
      var unused = closing.await(retryAfter.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }

  @Override
  public Mono<Health> health() {
    return Mono.just(
        known
            ? Health.up().build()
            : Health.down().withDetail("reason", "the registry has not answered yet").build());
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
