/** What Belay decided about a case, step by step; folding the steps gives the case's state. */
@NullMarked
package io.belay.escalation.domain.progress;

import org.jspecify.annotations.NullMarked;
