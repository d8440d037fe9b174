/**
 * The proof that what stands in {@code case-progress} follows from {@code case-events}: the rules
 * of the service, run again over what happened, beside what it wrote.
 */
@NullMarked
package io.belay.escalation.audit;

import org.jspecify.annotations.NullMarked;
