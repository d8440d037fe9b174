/** What was acknowledged, what Belay recorded of it, and what was lost: nothing, if all is well. */
@NullMarked
package io.belay.local.count;

import org.jspecify.annotations.NullMarked;
