/** Incidents: which cases belong to them, and what is written to those when an incident moves. */
@NullMarked
package io.belay.escalation.domain.incident;

import org.jspecify.annotations.NullMarked;
