@NullMarked
package io.belay.escalation.domain.policy;

import org.jspecify.annotations.NullMarked;
