/** Text messages over an HTTP gateway that is described by settings, and its callbacks. */
@NullMarked
package io.belay.notification.channel.http;

import org.jspecify.annotations.NullMarked;
