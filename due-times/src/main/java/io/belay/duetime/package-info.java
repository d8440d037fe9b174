/**
 * Due times: one wake-up a key, ordered, taken a bounded number a tick. Knows keys and instants,
 * and nothing of what they are about; whoever is woken decides.
 */
@NullMarked
package io.belay.duetime;

import org.jspecify.annotations.NullMarked;
