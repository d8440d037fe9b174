@NullMarked
package io.belay.escalation.domain.ledger;

import org.jspecify.annotations.NullMarked;
