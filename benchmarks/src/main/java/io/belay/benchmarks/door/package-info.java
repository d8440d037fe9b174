/** What a door costs before Belay: the same server and token check, and a producer behind it. */
@NullMarked
package io.belay.benchmarks.door;

import org.jspecify.annotations.NullMarked;
