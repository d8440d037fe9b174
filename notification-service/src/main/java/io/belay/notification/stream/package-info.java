/** The stream: follow-ups meet their customer's outbox, receipts meet their acks. */
@NullMarked
package io.belay.notification.stream;

import org.jspecify.annotations.NullMarked;
