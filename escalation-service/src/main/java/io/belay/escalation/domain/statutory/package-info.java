/**
 * Statutory time: when a clock that a law or a regulator sets is due, by the day counts of the law.
 */
@NullMarked
package io.belay.escalation.domain.statutory;

import org.jspecify.annotations.NullMarked;
