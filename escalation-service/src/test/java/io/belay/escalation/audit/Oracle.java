package io.belay.escalation.audit;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyRef;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Says of each case whether its progress is what its events must have led to: the service's own
 * rules are folded over the events in the order of their log, every field is compared but wall
 * times, and nothing may have fired before it was due.
 *
 * <p>What nothing else can know it takes from the progress: between which events a tick fell, which
 * pack was active when a case was opened, and whether a version to go on under was published yet.
 * It judges runs whose ticks hold back for nothing.
 */
public final class Oracle {
  private final Map<PolicyRef, PolicyPack> packs;
  private final Duration outageAfter;

  /**
   * @param packs every version that was published
   * @param outageAfter how late a tick of the run could be and still be on time
   */
  public Oracle(Collection<PolicyPack> packs, Duration outageAfter) {
    this.outageAfter = outageAfter;
    this.packs = packs.stream().collect(toMap(PolicyPack::ref, identity()));
  }

  /**
   * Judges one case.
   *
   * @param events of the case in the order of the log, with their business times
   * @param written all that stands of it in {@code case-progress}, in order
   */
  public Verdict judge(String caseId, List<ReportedEvent> events, List<Written> written) {
    return new CaseProof(caseId, packs, outageAfter, events, written).verdict();
  }
}
