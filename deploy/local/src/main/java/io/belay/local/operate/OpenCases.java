package io.belay.local.operate;

import io.belay.events.CaseAccepted;
import io.belay.events.CaseForgotten;
import io.belay.events.CaseProgress;
import io.belay.events.CaseReclassified;
import io.belay.events.CaseReopened;
import io.belay.events.CaseSettled;
import io.belay.events.ClockReopened;
import io.belay.events.ClockStarted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cases that are not over, and the version each runs under, from their progress. */
final class OpenCases {
  /** Settled ones, too, until they are forgotten: they may go on. */
  private final Map<String, OpenCase> cases = new LinkedHashMap<>();

  /**
   * A case that is not forgotten.
   *
   * @param policy pack@version
   * @param market its market now, which a correction may have changed
   * @param settled it is over, unless it is reopened or the law asks for something more
   */
  record OpenCase(
      String caseId, String customerId, String policy, @Nullable String market, boolean settled) {
    OpenCase after(Object payload, String next) {
      return new OpenCase(caseId, customerId, next, marketAfter(payload), isSettledBy(payload));
    }

    /** A correction of an early release did not say it. */
    private @Nullable String marketAfter(Object payload) {
      return payload instanceof CaseReclassified corrected && corrected.getMarket() != null
          ? corrected.getMarket()
          : market;
    }

    private boolean isSettledBy(Object payload) {
      return switch (payload) {
        case CaseSettled over -> true;
        case CaseReopened again -> false;
        case ClockStarted owed -> false;
        case ClockReopened owed -> false;
        default -> settled;
      };
    }
  }

  /** One step more; those of a case come in order. */
  void take(CaseProgress step) {
    var policy = step.getPolicyPack() + "@" + step.getPolicyVersion();
    switch (step.getPayload()) {
      case CaseAccepted accepted ->
          cases.put(
              step.getCaseId(),
              new OpenCase(
                  step.getCaseId(),
                  String.valueOf(step.getCustomerId()),
                  policy,
                  accepted.getMarket(),
                  false));
      case CaseForgotten forgotten -> cases.remove(step.getCaseId());
      case Object other ->
          cases.computeIfPresent(step.getCaseId(), (id, known) -> known.after(other, policy));
    }
  }

  /** Those under this version; null: of every market. */
  List<OpenCase> under(String policy, @Nullable String market) {
    return cases.values().stream()
        .filter(open -> !open.settled())
        .filter(open -> open.policy().equals(policy))
        .filter(open -> market == null || market.equals(open.market()))
        .toList();
  }
}
