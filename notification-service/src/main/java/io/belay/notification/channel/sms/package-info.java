/** Text messages over SMPP 3.4. */
@NullMarked
package io.belay.notification.channel.sms;

import org.jspecify.annotations.NullMarked;
