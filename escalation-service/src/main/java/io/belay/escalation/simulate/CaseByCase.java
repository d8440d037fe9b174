package io.belay.escalation.simulate;

import io.belay.escalation.domain.lifecycle.Decision;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.simulate.log.CaseGroups;
import io.belay.escalation.simulate.log.LogLine.Happened;
import io.belay.escalation.simulate.log.LogReader;
import io.belay.escalation.simulate.tally.Tally;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Plays a log grouped by case: a case lives to the end of the log before the next one begins. Such
 * a log knows neither customers nor references, so there is nothing for rooms to find.
 */
final class CaseByCase {
  private final PolicyPack policy;
  private final Tally tally;
  private final Consumer<Decision> witness;
  private final Instant end;

  CaseByCase(PolicyPack policy, Tally tally, Instant end) {
    this(policy, tally, end, decision -> {});
  }

  /**
   * @param witness hears each decision, in the order in which they are taken
   */
  CaseByCase(PolicyPack policy, Tally tally, Instant end, Consumer<Decision> witness) {
    this.policy = policy;
    this.tally = tally;
    this.end = end;
    this.witness = witness;
  }

  void play(LogReader log, Share share) throws IOException {
    var groups = new CaseGroups(log);
    for (var lines = groups.next(); lines.isPresent(); lines = groups.next()) {
      if (share.has(lines.get().getFirst().caseId())) {
        play(lines.get());
      }
    }
  }

  private void play(List<Happened> lines) {
    var counted = tally.oneCase();
    var heard = counted.andThen(witness);
    var virtual = new VirtualCase(policy, (before, decision) -> heard.accept(decision));
    for (var line : lines) {
      line.events().forEach(virtual::meet);
    }
    virtual.end(end);
    counted.endOfLog(end);
    // such a log knows no customers, so each case has one of its own
    tally.customerDone(Objects.requireNonNull(lines.getFirst().events().getFirst().customerId()));
  }
}
