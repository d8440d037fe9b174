/** Tells the customer by SMS and e-mail, unasked, once: start, wiring, settings and meters. */
@NullMarked
package io.belay.notification;

import org.jspecify.annotations.NullMarked;
