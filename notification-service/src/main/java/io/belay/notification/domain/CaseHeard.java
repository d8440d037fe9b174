package io.belay.notification.domain;

import io.belay.notification.domain.track.CaseStep;
import org.jspecify.annotations.Nullable;

/**
 * A step of a case as this service hears it: news for the outbox, and a line of the customer's
 * page.
 *
 * @param news null where it means nothing to the outbox
 */
public record CaseHeard(@Nullable CaseNews news, CaseStep step) {}
