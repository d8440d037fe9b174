/**
 * The life of a case: what it decides when something happens or a deadline passes, and how a
 * decision changes it.
 */
@NullMarked
package io.belay.escalation.domain.lifecycle;

import org.jspecify.annotations.NullMarked;
