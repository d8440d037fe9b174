package io.belay.escalation.stream;

import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.pack.PackLibrary;
import java.util.Optional;

/**
 * Which pack decides: a case's own version for as long as it lives, the active one for a new case.
 */
final class CasePolicies {
  private final PackLibrary packs;

  CasePolicies(PackLibrary packs) {
    this.packs = packs;
  }

  PolicyPack of(Optional<CaseState> state, ReportedEvent event) {
    return state.map(this::of).orElseGet(() -> active(event.event()));
  }

  /** A version under which an operator may bring a case. */
  Optional<PolicyPack> published(PolicyRef ref) {
    return packs.pack(ref);
  }

  PolicyPack of(CaseState state) {
    var ref = state.identity().policy();
    return packs
        .pack(ref)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Expected pack '%s', under which case '%s' runs, in policy-packs"
                        .formatted(ref, state.identity().caseId())));
  }

  private PolicyPack active(CaseEvent event) {
    String market = event instanceof CaseEvent.Opened opened ? opened.market() : null;
    String entity = event instanceof CaseEvent.Opened opened ? opened.entity() : null;
    return packs
        .activeFor(market, entity)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Expected an active pack for market '%s'".formatted(market)));
  }
}
