/**
 * The dry run: past events meet a policy pack in virtual time, by the very rules of the service.
 */
@NullMarked
package io.belay.escalation.simulate;

import org.jspecify.annotations.NullMarked;
