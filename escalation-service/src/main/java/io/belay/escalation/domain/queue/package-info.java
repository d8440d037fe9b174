/** What a team lead sees of many cases at once. */
@NullMarked
package io.belay.escalation.domain.queue;

import org.jspecify.annotations.NullMarked;
