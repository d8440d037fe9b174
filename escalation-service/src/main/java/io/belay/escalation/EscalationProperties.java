package io.belay.escalation;

import io.belay.duetime.TickLimits;
import io.belay.escalation.stream.AuditLimits;
import io.belay.escalation.stream.RoomLimits;
import io.belay.guard.HttpLimits;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the escalation service; the defaults stand in application.yaml.
 *
 * @param instanceId name among the instances of the service, the same after a restart; empty: none
 * @param advertisedAddress host:port for the other instances; empty: as bound
 * @param streamThreads 1 to 64
 * @param standbyReplicas warm copies of each partition's state, 0 to 3
 * @param tick how due times are watched; bounds in {@link TickLimits}
 * @param requestsInFlight answered at once, one more gets 429; 1 to 100,000
 * @param http how much one client can hold; bounds in {@link HttpLimits}
 * @param audit how the stores are proven; bounds in {@link AuditLimits}
 * @param rooms how fast members of incidents are told; bounds in {@link RoomLimits}
 */
@Validated
@ConfigurationProperties(prefix = "belay", ignoreUnknownFields = false)
public record EscalationProperties(
    @NotNull @Pattern(regexp = "[A-Za-z0-9._-]{0,100}") String instanceId,
    @NotNull @Pattern(regexp = "|[^\\s:]{1,250}:[0-9]{1,5}") String advertisedAddress,
    @NotNull @Valid Registry registry,
    @NotNull Path stateDirectory,
    @Min(1) @Max(64) int streamThreads,
    @Min(0) @Max(3) int standbyReplicas,
    @NotNull @Valid Packs packs,
    @NotNull TickLimits tick,
    @NotNull RoomLimits rooms,
    @NotNull @Valid Reads reads,
    @DefaultValue("512") @Min(1) @Max(100_000) int requestsInFlight,
    @DefaultValue @NotNull HttpLimits http,
    @NotNull AuditLimits audit) {

  /** Where schemas are kept. */
  public record Registry(@NotNull URI url) {}

  /**
   * Policy packs.
   *
   * @param directory its {@code *.yaml} are published
   * @param initial pack for new cases where none was ever activated
   */
  public record Packs(@NotNull Path directory, @NotBlank String initial) {}

  /**
   * Answers to questions about cases.
   *
   * @param hopTimeout how long another instance may take; 100 ms to 30 s
   * @param mostSteps steps of a timeline in one answer; 1 to 10,000
   */
  public record Reads(
      @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 30) Duration hopTimeout,
      @Min(1) @Max(10_000) int mostSteps) {}
}
