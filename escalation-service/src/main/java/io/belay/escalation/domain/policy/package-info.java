/**
 * What a policy pack says: categories, ladder, clocks and follow-ups. Data, read once, never
 * changed.
 */
@NullMarked
package io.belay.escalation.domain.policy;

import org.jspecify.annotations.NullMarked;
