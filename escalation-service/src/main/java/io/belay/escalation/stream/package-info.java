/**
 * The streams: events in, decisions out, and the wall clock that wakes cases. Decides nothing
 * itself.
 */
@NullMarked
package io.belay.escalation.stream;

import org.jspecify.annotations.NullMarked;
