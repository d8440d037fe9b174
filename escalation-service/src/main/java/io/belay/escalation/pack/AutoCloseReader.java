package io.belay.escalation.pack;

import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.StartsOn;
import io.belay.escalation.domain.policy.FollowUps;
import io.belay.escalation.domain.policy.FollowUps.Occasion;
import io.belay.escalation.pack.Section.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads after how much silence of the customer a case is closed. */
final class AutoCloseReader {
  private static final String WAITING = "waiting-on-customer";
  private static final String RESOLVED = "resolved";

  private final Problems problems;
  private final Values values;

  AutoCloseReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /**
   * The clocks that close a case.
   *
   * @param followUps what customers are told; empty where that could not be read
   * @param longestWait how long a case may wait, by whom it waits for
   * @param clocks of the pack so far
   */
  List<ClockRule> read(
      Entry entry,
      Optional<FollowUps> followUps,
      Map<WaitingOn, Duration> longestWait,
      List<ClockRule> clocks) {
    if (followUps.filter(told -> !told.tells(Occasion.REMINDED)).isPresent()) {
      problems.at(
          entry.key(),
          "Expected a pack that reminds customers before it closes their cases: add 'reminded' to"
              + " followUps, or take 'autoClose' out");
    }
    List<ClockRule> rules = new ArrayList<>();
    for (var each :
        Section.of("autoClose", entry, problems)
            .map(section -> section.knowing(WAITING, RESOLVED).atLeastOne("occasion"))
            .orElse(List.of())) {
      var startsOn =
          each.name().equals(RESOLVED) ? StartsOn.RESOLVED : StartsOn.WAITING_ON_CUSTOMER;
      rule(each, startsOn, longestWait).ifPresent(rules::add);
    }
    for (var rule : rules) {
      if (clocks.stream().anyMatch(clock -> clock.name().equals(rule.name()))) {
        problems.at(
            entry.key(),
            "Expected no other clock to be named '%s', which is autoClose's: rename it"
                .formatted(rule.name()));
      }
    }
    return rules;
  }

  private Optional<ClockRule> rule(
      Entry entry, StartsOn startsOn, Map<WaitingOn, Duration> longestWait) {
    var section =
        Section.of("autoClose on '" + entry.name() + "'", entry, problems)
            .map(each -> each.knowing("after", "remindBefore"));
    var after = section.flatMap(each -> each.required("after"));
    var time = after.flatMap(e -> values.duration(e.value(), Values.SHORTEST));
    var lead = section.flatMap(each -> each.required("remindBefore"));
    var remindBefore = lead.flatMap(e -> values.duration(e.value(), Values.SHORTEST));
    if (time.isEmpty() || remindBefore.isEmpty()) {
      return Optional.empty();
    }
    if (remindBefore.get().compareTo(time.get()) >= 0) {
      problems.at(
          lead.get().value(),
          "Expected a reminder some time after the customer was asked: make 'remindBefore' shorter"
              + " than 'after'");
      return Optional.empty();
    }
    var longest = longestWait.get(WaitingOn.CUSTOMER);
    if (startsOn == StartsOn.WAITING_ON_CUSTOMER
        && longest != null
        && time.get().compareTo(longest) >= 0) {
      problems.at(
          after.get().value(),
          "Expected a case to be closed before its longest wait for the customer, %s, ends: make"
                  .formatted(DurationText.write(longest))
              + " 'after' shorter");
      return Optional.empty();
    }
    return Optional.of(ClockRule.closing(startsOn, time.get(), remindBefore.get()));
  }
}
