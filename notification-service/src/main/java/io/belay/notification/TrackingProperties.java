package io.belay.notification;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * What signs check codes and tracking links.
 *
 * @param keys base64 secrets by key id
 * @param activeKey the key that signs
 * @param baseUrl of the tracking page, before the slash and the token
 * @param validFor how long a link in a message opens
 */
public record TrackingProperties(
    @NotEmpty Map<String, @NotBlank String> keys,
    @NotBlank String activeKey,
    @NotNull URI baseUrl,
    @DurationMin(hours = 1) @DurationMax(days = 400) Duration validFor) {
  private static final int LEAST_BYTES = 32;

  /** All secrets, the active one first. */
  List<byte[]> secrets() {
    var all = new ArrayList<byte[]>();
    all.add(activeSecret());
    keys.forEach(
        (id, secret) -> {
          if (!id.equals(activeKey)) {
            all.add(Base64.getDecoder().decode(secret));
          }
        });
    return all;
  }

  byte[] activeSecret() {
    var secret = keys.get(activeKey);
    if (secret == null) {
      throw new IllegalStateException(
          "Expected belay.tracking.keys to hold the active key '%s'".formatted(activeKey));
    }
    byte[] bytes = Base64.getDecoder().decode(secret);
    if (bytes.length < LEAST_BYTES) {
      throw new IllegalStateException(
          "Expected tracking key '%s' to have at least %d bytes".formatted(activeKey, LEAST_BYTES));
    }
    return bytes;
  }
}
