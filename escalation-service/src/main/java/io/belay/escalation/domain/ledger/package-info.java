/** Why a clock is due when it is: its time, line by line. */
@NullMarked
package io.belay.escalation.domain.ledger;

import org.jspecify.annotations.NullMarked;
