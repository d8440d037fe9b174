/** Where messages end on one machine: an SMS centre, a mailbox, and a page that shows both. */
@NullMarked
package io.belay.local.inbox;

import org.jspecify.annotations.NullMarked;
