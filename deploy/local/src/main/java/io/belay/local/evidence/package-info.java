/** A case's evidence: exported with its bytes, signed, and checked by whoever has the file. */
@NullMarked
package io.belay.local.evidence;

import org.jspecify.annotations.NullMarked;
