package io.belay.escalation.audit;

import io.belay.escalation.domain.progress.Step;
import java.time.Instant;

/**
 * A step as it stands in {@code case-progress}.
 *
 * @param at the record's own time: wall-clock time of the instance that decided it
 */
public record Written(Step step, Instant at) {}
