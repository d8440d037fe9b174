/**
 * Turns the contract's Avro records into domain types right after the source, and back right before
 * the sink.
 */
@NullMarked
package io.belay.notification.wire;

import org.jspecify.annotations.NullMarked;
