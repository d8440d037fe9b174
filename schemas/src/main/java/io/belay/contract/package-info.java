/**
 * The contract beside the Avro records: topic names and settings, and the tracking link's format.
 */
@NullMarked
package io.belay.contract;

import org.jspecify.annotations.NullMarked;
