/** Intake's side of Kafka: what it acknowledges, what it takes over from the bank's topic. */
@NullMarked
package io.belay.intake.stream;

import org.jspecify.annotations.NullMarked;
