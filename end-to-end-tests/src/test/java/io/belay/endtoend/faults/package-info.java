/**
 * What faults do to the system while a bank uses it: three brokers, two instances of each service,
 * and one class a fault. docs/reliability.md has the figures.
 */
@NullMarked
package io.belay.endtoend.faults;

import org.jspecify.annotations.NullMarked;
