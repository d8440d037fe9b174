/** How the process of a service ends, where something of it cannot be closed. */
@NullMarked
package io.belay.guard.end;

import org.jspecify.annotations.NullMarked;
