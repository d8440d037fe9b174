package io.belay.intake.stream;

import io.belay.contract.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/** Whether the broker answers and has the topics that intake writes to: without them, not ready. */
public final class TopicsHealth implements ReactiveHealthIndicator {
  private static final List<String> NEEDED =
      List.of(Topics.CASE_EVENTS, Topics.CASE_TEXTS, Topics.CUSTOMER_CONTACTS, Topics.BANK_EVENTS);

  private final Mono<Health> health;

  /**
   * @param within how long the broker may take to answer
   * @param fresh how long an answer is good for: probes do not multiply requests to the broker
   */
  public TopicsHealth(Admin admin, Duration within, Duration fresh) {
    var options = new DescribeTopicsOptions().timeoutMs(Math.toIntExact(within.toMillis()));
    this.health =
        Mono.defer(
                () ->
                    Mono.fromCompletionStage(
                        admin.describeTopics(NEEDED, options).allTopicNames().toCompletionStage()))
            .timeout(within.plusMillis(500))
            .map(topics -> Health.up().build())
            .onErrorResume(
                failure ->
                    Mono.just(
                        Health.down()
                            .withDetail("reason", failure.getClass().getSimpleName())
                            .build()))
            .cache(fresh);
  }

  @Override
  public Mono<Health> health() {
    return health;
  }
}
