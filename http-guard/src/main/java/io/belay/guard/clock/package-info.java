/** What each service does about a wall clock that goes back. */
@NullMarked
package io.belay.guard.clock;

import org.jspecify.annotations.NullMarked;
