/** Commands for people at a terminal: {@code ./belay …}. */
@NullMarked
package io.belay.escalation.cli;

import org.jspecify.annotations.NullMarked;
