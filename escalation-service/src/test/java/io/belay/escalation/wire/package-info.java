@NullMarked
package io.belay.escalation.wire;

import org.jspecify.annotations.NullMarked;
