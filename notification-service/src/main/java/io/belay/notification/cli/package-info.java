/** What operators ask without a running system: {@code ./belay preview}. */
@NullMarked
package io.belay.notification.cli;

import org.jspecify.annotations.NullMarked;
