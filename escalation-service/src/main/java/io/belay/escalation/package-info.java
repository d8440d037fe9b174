/**
 * The escalation service: runs the clocks of every case and promotes a neglected one up the ladder.
 */
@NullMarked
package io.belay.escalation;

import org.jspecify.annotations.NullMarked;
