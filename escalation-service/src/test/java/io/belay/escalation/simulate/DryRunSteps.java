package io.belay.escalation.simulate;

import static io.belay.escalation.simulate.Samples.SHANGHAI;

import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.simulate.log.LogFile;
import io.belay.escalation.simulate.tally.LocalWeeks;
import io.belay.escalation.simulate.tally.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a dry run decides, record by record. */
public final class DryRunSteps {
  private DryRunSteps() {}

  /** The steps of each case in their order. */
  public static Map<String, List<Step>> of(LogFile log, PolicyPack pack) throws IOException {
    var steps = new HashMap<String, List<Step>>();
    var survey = Samples.survey(log);
    var tally = new Tally(new LocalWeeks(SHANGHAI));
    try (var lines = log.open()) {
      if (new DryRun(log, survey, 1).inTimeOrder()) {
        new InTimeOrder(pack, tally, decision -> keep(decision.steps(), steps))
            .play(lines, Share.ALL, survey.lastAt());
      } else {
        new CaseByCase(pack, tally, survey.lastAt(), decision -> keep(decision.steps(), steps))
            .play(lines, Share.ALL);
      }
    }
    return steps;
  }

  private static void keep(List<Step> decided, Map<String, List<Step>> steps) {
    decided.forEach(
        step -> steps.computeIfAbsent(step.caseId(), id -> new ArrayList<>()).add(step));
  }
}
