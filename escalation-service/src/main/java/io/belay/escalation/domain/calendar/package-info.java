/**
 * The working calendar: when a promise's time runs, when it stands still, and when it is used up.
 */
@NullMarked
package io.belay.escalation.domain.calendar;

import org.jspecify.annotations.NullMarked;
