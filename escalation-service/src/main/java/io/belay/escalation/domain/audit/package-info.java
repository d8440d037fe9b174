/** What two records of the same case prove about each other. */
@NullMarked
package io.belay.escalation.domain.audit;

import org.jspecify.annotations.NullMarked;
