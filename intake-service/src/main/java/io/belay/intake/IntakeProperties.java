package io.belay.intake;

import io.belay.guard.HttpLimits;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the intake service.
 *
 * @param registry the schema registry
 * @param tracking customers' links
 * @param acknowledgeWithin how long the broker may take before the answer is 503
 * @param requestsInFlight how many requests are answered at once; one more gets 429
 * @param requestWithin how long a request may take, its body included; a stream of lines has no end
 * @param streamWindowLines how many lines of one stream are written at once
 * @param streamLineBytes how long a line may be
 * @param bankEvents the door of bank systems that speak Kafka
 * @param http how much one client can hold; bounds in {@link HttpLimits}
 */
@Validated
@ConfigurationProperties(prefix = "belay", ignoreUnknownFields = false)
public record IntakeProperties(
    @NotNull @Valid Registry registry,
    @NotNull @Valid Tracking tracking,
    @DefaultValue("4s") @NotNull @DurationMin(millis = 100) @DurationMax(millis = 4500)
        Duration acknowledgeWithin,
    @DefaultValue("512") @Min(1) @Max(100_000) int requestsInFlight,
    @DefaultValue("30s") @NotNull @DurationMin(seconds = 5) @DurationMax(minutes = 5)
        Duration requestWithin,
    @DefaultValue("512") @Min(1) @Max(4_096) int streamWindowLines,
    @DefaultValue("1048576") @Min(1_024) @Max(1_048_576) int streamLineBytes,
    @DefaultValue @NotNull @Valid BankEventsDoor bankEvents,
    @DefaultValue @NotNull HttpLimits http) {

  /**
   * The schema registry.
   *
   * @param url base URL
   */
  public record Registry(
      @DefaultValue("http://127.0.0.1:8080") @NotBlank @Pattern(regexp = "https?://.+")
          String url) {}

  /**
   * Customers' links.
   *
   * @param keys secrets by key id, base64, at least 32 bytes each
   * @param activeKey the key that signs
   * @param baseUrl of the tracking page, before the slash and the token
   * @param validFor how long a link opens
   */
  public record Tracking(
      @NotEmpty Map<String, String> keys,
      @NotBlank String activeKey,
      @NotBlank @Pattern(regexp = "https?://.+[^/]") String baseUrl,
      @DefaultValue("30d") @NotNull @DurationMin(hours = 1) @DurationMax(days = 400)
          Duration validFor) {}

  /**
   * The door of bank systems that speak Kafka.
   *
   * @param enabled whether this instance takes part
   * @param batchRecords records taken over in one transaction
   * @param retryAfter pause before a batch is tried again
   */
  public record BankEventsDoor(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("500") @Min(1) @Max(10_000) int batchRecords,
      @DefaultValue("1s") @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 1)
          Duration retryAfter) {}
}
