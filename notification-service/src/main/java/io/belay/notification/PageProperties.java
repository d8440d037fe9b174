package io.belay.notification;

import io.belay.notification.web.page.PageLimits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** The customers' pages; see {@link PageLimits}. */
public record PageProperties(
    @Min(1) @Max(100_000) int readsPerMinute,
    @Min(1) @Max(10_000) int requestsPerMinute,
    @Min(1) @Max(1_000_000) int perAddressPerMinute,
    @Min(1) @Max(100_000) int streams,
    @Min(1) @Max(1_000) int streamsPerLink,
    @Min(1) @Max(1_000_000) int checksPerMinute,
    @Min(1) @Max(100_000) int checksPerCodePerHour,
    @DurationMin(millis = 0) @DurationMax(seconds = 2) Duration checkTakes,
    @DurationMin(millis = 100) @DurationMax(seconds = 30) Duration answerWithin) {
  public PageLimits limits() {
    return new PageLimits(
        readsPerMinute,
        requestsPerMinute,
        perAddressPerMinute,
        streams,
        streamsPerLink,
        checksPerMinute,
        checksPerCodePerHour,
        checkTakes,
        answerWithin);
  }
}
