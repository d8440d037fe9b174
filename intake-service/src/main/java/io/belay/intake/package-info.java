/** The intake service: the one door through which anything about a case comes in. */
@NullMarked
package io.belay.intake;

import org.jspecify.annotations.NullMarked;
