package io.belay.local.operate;

import io.belay.events.CaseAccepted;
import io.belay.events.CaseForgotten;
import io.belay.events.CaseProgress;
import io.belay.events.CaseSettled;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cases that are not over, and the version each runs under, from their progress. */
final class OpenCases {
  private final Map<String, OpenCase> cases = new LinkedHashMap<>();

  /**
   * A case that is not over.
   *
   * @param policy pack@version
   */
  record OpenCase(String caseId, String customerId, String policy, @Nullable String market) {
    OpenCase under(String next) {
      return new OpenCase(caseId, customerId, next, market);
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
                  accepted.getMarket()));
      case CaseSettled settled -> cases.remove(step.getCaseId());
      case CaseForgotten forgotten -> cases.remove(step.getCaseId());
      default -> cases.computeIfPresent(step.getCaseId(), (id, open) -> open.under(policy));
    }
  }

  /** Those under this version; null: of every market. */
  List<OpenCase> under(String policy, @Nullable String market) {
    return cases.values().stream()
        .filter(open -> open.policy().equals(policy))
        .filter(open -> market == null || market.equals(open.market()))
        .toList();
  }
}
