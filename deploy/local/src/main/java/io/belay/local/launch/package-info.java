/** {@code ./run}: reads the flags, starts the platform, and plays what was asked for. */
@NullMarked
package io.belay.local.launch;

import org.jspecify.annotations.NullMarked;
