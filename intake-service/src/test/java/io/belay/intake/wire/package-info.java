/** Tests of the wire package. */
@NullMarked
package io.belay.intake.wire;

import org.jspecify.annotations.NullMarked;
