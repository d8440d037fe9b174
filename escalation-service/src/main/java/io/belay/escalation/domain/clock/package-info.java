/** Clocks: promises with a due time, and where each of them stands. */
@NullMarked
package io.belay.escalation.domain.clock;

import org.jspecify.annotations.NullMarked;
