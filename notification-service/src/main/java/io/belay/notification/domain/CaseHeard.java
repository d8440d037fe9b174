package io.belay.notification.domain;

import io.belay.notification.domain.track.CaseStep;
import org.jspecify.annotations.Nullable;

/**
 * A step of a case as this service hears it: something to tell, and a line of the customer's page.
 *
 * @param followUp null where nobody is to be told
 */
public record CaseHeard(@Nullable FollowUp followUp, CaseStep step) {}
