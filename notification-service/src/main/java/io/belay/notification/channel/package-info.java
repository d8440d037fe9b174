/** Dispatchers: they only send, and say what became of it. */
@NullMarked
package io.belay.notification.channel;

import org.jspecify.annotations.NullMarked;
