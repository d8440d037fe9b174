/** Instances asking one another what lies in each other's stores. */
@NullMarked
package io.belay.notification.web.hop;

import org.jspecify.annotations.NullMarked;
