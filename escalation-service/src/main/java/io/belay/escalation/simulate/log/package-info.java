/** Logs of past events as files, read line by line into case events. */
@NullMarked
package io.belay.escalation.simulate.log;

import org.jspecify.annotations.NullMarked;
