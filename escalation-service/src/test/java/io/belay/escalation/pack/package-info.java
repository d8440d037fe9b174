/** What the reader of policy packs accepts, what it refuses and where, and the packs we ship. */
@NullMarked
package io.belay.escalation.pack;

import org.jspecify.annotations.NullMarked;
