/** What customers open: the page of their case, and the check of a message's code. */
@NullMarked
package io.belay.notification.web.page;

import org.jspecify.annotations.NullMarked;
