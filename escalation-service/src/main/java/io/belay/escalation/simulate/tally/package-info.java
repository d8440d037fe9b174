/** Counts what a pack decided about past cases, and turns the counts into figures. */
@NullMarked
package io.belay.escalation.simulate.tally;

import org.jspecify.annotations.NullMarked;
