/**
 * What stands before each service's HTTP door. Knows connections, requests and callers, and nothing
 * of what they ask for.
 */
@NullMarked
package io.belay.guard;

import org.jspecify.annotations.NullMarked;
