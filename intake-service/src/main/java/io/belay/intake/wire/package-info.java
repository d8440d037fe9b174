/** Turns what was checked into Avro records, and the bank's Avro records into what is checked. */
@NullMarked
package io.belay.intake.wire;

import org.jspecify.annotations.NullMarked;
