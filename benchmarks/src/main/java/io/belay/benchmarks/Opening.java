package io.belay.benchmarks;

import java.time.Instant;
import java.util.Optional;

/**
 * What a client tells of a case it opens, as JSON.
 *
 * @param category of the pack in use
 * @param key tells it from others
 * @param phone with its plus, or empty
 * @param openedAt where it was opened earlier than it is told
 */
record Opening(String category, String key, String phone, Optional<Instant> openedAt) {

  /** Now, in a category whose clock does not run out meanwhile. */
  static Opening ordinary(String key, String phone) {
    return new Opening("other", key, phone, Optional.empty());
  }

  String json() {
    String contact = phone.isEmpty() ? "" : ",\"phone\":\"%s\",\"locale\":\"en\"".formatted(phone);
    String earlier = openedAt.map("\"openedAt\":\"%s\","::formatted).orElse("");
    return "{\"category\":\"%s\",\"channel\":\"API\",\"source\":\"benchmarks\",\"externalId\":\"%s\",%s"
            .formatted(category, key, earlier)
        + "\"summary\":\"A case of the benchmark\",\"customer\":{\"id\":\"customer-of-%s\"%s}}"
            .formatted(key, contact);
  }

  /** As a line of a streamed request. */
  String line() {
    return "{\"open\":%s}".formatted(json());
  }
}
