/** Policy packs as files: read strictly, with a place for every mistake, and kept by version. */
@NullMarked
package io.belay.escalation.pack;

import org.jspecify.annotations.NullMarked;
