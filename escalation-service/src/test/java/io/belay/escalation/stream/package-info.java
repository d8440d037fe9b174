@NullMarked
package io.belay.escalation.stream;

import org.jspecify.annotations.NullMarked;
