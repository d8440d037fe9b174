/** Second cases of one matter: how they are found, and what is written to them. */
@NullMarked
package io.belay.escalation.domain.duplicate;

import org.jspecify.annotations.NullMarked;
