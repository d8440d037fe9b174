/** Domain types as bytes in stores and internal topics: compact, each value with a version byte. */
@NullMarked
package io.belay.notification.stream.state;

import org.jspecify.annotations.NullMarked;
