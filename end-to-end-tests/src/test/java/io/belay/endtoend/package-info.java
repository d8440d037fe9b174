/**
 * The system as a whole, on real parts: what a bank sees, what a customer gets, and what faults do.
 */
@NullMarked
package io.belay.endtoend;

import org.jspecify.annotations.NullMarked;
