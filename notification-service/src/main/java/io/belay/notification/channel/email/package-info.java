/** E-mail over SMTP, on kept connections. */
@NullMarked
package io.belay.notification.channel.email;

import org.jspecify.annotations.NullMarked;
