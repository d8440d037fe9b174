package io.belay.intake.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a customer is reached; whole, so a newer one replaces an older one. */
public record Contact(
    String customerId,
    Instant updatedAt,
    @Nullable String name,
    @Nullable String phone,
    @Nullable String email,
    @Nullable String locale,
    @Nullable String zone,
    List<String> preferredChannels,
    List<String> optOuts,
    @Nullable QuietHours quietHours) {

  /** Local time of day, HH:mm, during which routine messages wait; may run past midnight. */
  public record QuietHours(String from, String to) {}
}
