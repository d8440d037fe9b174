/** Operators' commands of {@code ./belay} that talk to a running system. */
@NullMarked
package io.belay.local.operate;

import org.jspecify.annotations.NullMarked;
