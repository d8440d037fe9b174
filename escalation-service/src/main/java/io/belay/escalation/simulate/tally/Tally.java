package io.belay.escalation.simulate.tally;

import io.belay.escalation.domain.lifecycle.Decision;
import io.belay.escalation.domain.policy.Ladder;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import java.time.Instant;
import java.util.Objects;

/** Counts what was decided about many cases. Not thread-safe: one a thread, added up afterwards. */
public final class Tally {
  private final Counts cases = new Counts();
  private final Counts events = new Counts();
  private final Counts promotions = new Counts();
  private final Counts promotionsByClock = new Counts();
  private final Counts rejections = new Counts();
  private final ClockTally clocks;
  private final TierTally tiers;
  private final MessageTally messages = new MessageTally();
  private long ladderExhausted;

  public Tally(LocalWeeks weeks) {
    clocks = new ClockTally(weeks);
    tiers = new TierTally(weeks);
  }

  /** Counts for one more case. */
  public CaseTally oneCase() {
    return new CaseTally(this);
  }

  TierTally tiers() {
    return tiers;
  }

  void inWorkAtTheEnd() {
    cases.add("inWorkAtTheEnd");
  }

  /** This customer's cases are all behind us. */
  public void customerDone(String customerId) {
    messages.customerDone(customerId);
  }

  /** Customers whose messages are still being counted. */
  public int customersHeld() {
    return messages.customersHeld();
  }

  void outcome(Decision.Outcome outcome) {
    switch (outcome) {
      case ACCEPTED -> events.add("accepted");
      case REJECTED -> events.add("rejected");
      case REPEATED -> events.add("repeated");
      case TICKED, FORGOTTEN -> {}
    }
  }

  void step(Step step) {
    switch (step.progress()) {
      case Progress.CaseAccepted a -> {
        cases.add("accepted");
        messages.customer(Objects.requireNonNull(step.customerId()));
      }
      case Progress.EventRecorded e -> {}
      case Progress.EventRejected e -> rejections.add(e.reason().code());
      case Progress.ClockStep c -> clocks.step(c);
      case Progress.TierPromoted p -> promoted(p);
      case Progress.TierDemoted d -> {}
      case Progress.LadderExhausted l -> ladderExhausted++;
      case Progress.FollowUpDue f -> messages.told(Objects.requireNonNull(step.customerId()), f);
      case Progress.CaseLinked l -> {}
      case Progress.PromotionHeld h -> {}
      case Progress.CaseReleased r -> {}
      case Progress.CaseReclassified r -> {}
      case Progress.CaseResolved r -> {}
      case Progress.CaseClosed c -> {}
      case Progress.CaseReopened r -> cases.add("reopened");
      case Progress.CaseSettled s -> cases.add("settled");
      case Progress.CaseMigrated m -> cases.add("migrated");
      case Progress.CaseForgotten f -> {}
    }
  }

  private void promoted(Progress.TierPromoted promoted) {
    promotions.add(promoted.cause());
    if (promoted.clock() != null) {
      promotionsByClock.add(promoted.clock());
    }
  }

  /** Adds what another thread counted. */
  public void addAll(Tally other) {
    cases.addAll(other.cases);
    events.addAll(other.events);
    promotions.addAll(other.promotions);
    promotionsByClock.addAll(other.promotionsByClock);
    rejections.addAll(other.rejections);
    clocks.addAll(other.clocks);
    tiers.addAll(other.tiers);
    messages.addAll(other.messages);
    ladderExhausted += other.ladderExhausted;
  }

  /**
   * The figures of a log that goes from the first to the last instant.
   *
   * @param ladder of the pack
   */
  public Figures figures(Ladder ladder, Instant first, Instant last) {
    var names = ladder.tiers().stream().map(Ladder.Tier::name).toList();
    return new Figures(
        cases.figures(),
        events.figures(),
        clocks.clocks(),
        clocks.breachesByWeek(),
        tiers.load(names, first, last),
        tiers.time(names),
        messages.figures(),
        promotions.figures(),
        promotionsByClock.figures(),
        ladderExhausted,
        rejections.figures());
  }
}
