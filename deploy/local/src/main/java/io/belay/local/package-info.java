/** The platform on one machine: real broker, registry, SMS centre and mailbox, and the launcher. */
@NullMarked
package io.belay.local;

import org.jspecify.annotations.NullMarked;
