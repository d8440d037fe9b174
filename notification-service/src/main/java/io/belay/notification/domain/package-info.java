/** What is said to a customer, when, and on which channel: pure decisions, free of frameworks. */
@NullMarked
package io.belay.notification.domain;

import org.jspecify.annotations.NullMarked;
