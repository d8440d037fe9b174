/**
 * Due times: one wake-up a key, ordered, taken a bounded number a tick. Knows keys and instants,
 * and nothing of what they are about; whoever is woken decides. Beside them, how old what a warm
 * copy knows is, and when work that somebody waits for is committed: both services whose state lies
 * in partitions ask that.
 */
@NullMarked
package io.belay.duetime;

import org.jspecify.annotations.NullMarked;
