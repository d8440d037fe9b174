package io.belay.notification;

import io.belay.notification.domain.RouteCondition;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * Dispatchers.
 *
 * @param batch attempts read from a lane's topic at a time; how many a crash can leave unknown
 *     hangs on the routes' windows and rates
 * @param slowAfter a route whose answer takes longer gets a smaller share
 * @param forgivenBy half of the share a route lost is given back in this time
 */
public record DispatchProperties(
    @Min(1) @Max(1_000) int batch,
    @DurationMin(millis = 10) @DurationMax(minutes = 2) Duration slowAfter,
    @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration forgivenBy) {
  RouteCondition.Tolerance tolerance() {
    return new RouteCondition.Tolerance(slowAfter, forgivenBy);
  }
}
