/**
 * Puts messages into words: templates that staff may edit, dates in the reader's language and zone.
 */
@NullMarked
package io.belay.notification.rendering;

import org.jspecify.annotations.NullMarked;
