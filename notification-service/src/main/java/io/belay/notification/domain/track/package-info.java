/** A case as its customer may see it, folded from its progress. */
@NullMarked
package io.belay.notification.domain.track;

import org.jspecify.annotations.NullMarked;
