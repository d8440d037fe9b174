/** What a stream costs before Belay decides anything in it. */
@NullMarked
package io.belay.benchmarks.stream;

import org.jspecify.annotations.NullMarked;
