/** A real event log, sent through the running system as fast as wanted. */
@NullMarked
package io.belay.local.replay;

import org.jspecify.annotations.NullMarked;
