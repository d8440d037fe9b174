/** What staff and probes may ask over HTTP. */
@NullMarked
package io.belay.notification.web;

import org.jspecify.annotations.NullMarked;
