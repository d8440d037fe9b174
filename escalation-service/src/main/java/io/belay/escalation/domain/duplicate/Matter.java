package io.belay.escalation.domain.duplicate;

import io.belay.escalation.domain.lifecycle.CaseState;
import java.util.Optional;

/** What a case is about, so that another case about the same is found. */
public record Matter(String customerId, String category, String reference) {

  /** Empty: the case names no transaction, and nothing can be compared. */
  public static Optional<Matter> of(CaseState state) {
    var profile = state.profile();
    return Optional.ofNullable(profile.transactionReference())
        .map(reference -> new Matter(state.identity().customerId(), profile.category(), reference));
  }

  /** One text for each matter: with its length before it, no customer id runs into a category. */
  public String key() {
    return customerId.length() + ":" + customerId + "/" + category + "/" + reference;
  }
}
