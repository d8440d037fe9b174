@NullMarked
package io.belay.escalation;

import org.jspecify.annotations.NullMarked;
