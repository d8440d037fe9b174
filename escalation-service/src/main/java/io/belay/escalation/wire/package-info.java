/**
 * The only room that knows how things look outside: Avro records in, Avro records out, stored
 * bytes.
 */
@NullMarked
package io.belay.escalation.wire;

import org.jspecify.annotations.NullMarked;
