package io.belay.local.operate;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/**
 * The version that new cases get at a running escalation, in every market without one of its own.
 */
public final class PackInForce {
  private static final Duration FOLLOWED_WITHIN = Duration.ofSeconds(30);
  private static final long LOOK_MILLIS = 50;
  private static final String BY = "./run";

  private final PolicyPacks packs;
  private final ServiceCall escalation;
  private final JsonMapper json = new JsonMapper();

  /**
   * @param token may read cases
   */
  public PackInForce(
      String bootstrapServers, String registryUrl, String escalationUrl, String token) {
    this.packs =
        new PolicyPacks(
            new KafkaConnection(bootstrapServers, Map.of()), registryUrl, InstantSource.system());
    this.escalation = new ServiceCall(escalationUrl, token);
  }

  /**
   * Brings a published version into force, and returns once escalation goes by it.
   *
   * @param ref pack@version
   * @return what was in force; empty: this very version
   */
  public Optional<String> change(String ref) {
    var before = version();
    if (before.equals(ref)) {
      return Optional.empty();
    }
    var unused = packs.activate(ref, PolicyPacks.ANY_MARKET, BY);
    long end = System.nanoTime() + FOLLOWED_WITHIN.toNanos();
    while (!version().equals(ref)) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(
            "escalation does not go by %s yet, though it was activated".formatted(ref));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
    }
    return Optional.of(before);
  }

  private String version() {
    return json.readTree(escalation.get("/v1/policies"))
        .path("active")
        .path(PolicyPacks.ANY_MARKET)
        .asString("");
  }
}
