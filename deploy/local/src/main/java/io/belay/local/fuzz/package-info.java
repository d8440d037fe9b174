/** Bad input for every door, made from a seed; for the tests of each service. */
@NullMarked
package io.belay.local.fuzz;

import org.jspecify.annotations.NullMarked;
