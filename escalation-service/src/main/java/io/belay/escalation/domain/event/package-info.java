/** What happened in the bank: the events a case can meet, as the domain sees them. */
@NullMarked
package io.belay.escalation.domain.event;

import org.jspecify.annotations.NullMarked;
