package io.belay.escalation.simulate.tally;

import java.time.Instant;

/** A case lies with a tier, in one way, since an instant. */
record Stay(String tier, Effort effort, Instant since) {
  boolean same(String otherTier, Effort otherEffort) {
    return tier.equals(otherTier) && effort == otherEffort;
  }
}
