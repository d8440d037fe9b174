package io.belay.escalation.domain.lifecycle;

import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.ClockRule.Effects;
import io.belay.escalation.domain.policy.Statute;
import io.belay.escalation.domain.policy.Statute.After;
import io.belay.escalation.domain.policy.Statute.Extension;
import io.belay.escalation.domain.policy.Statute.InForce;
import io.belay.escalation.domain.statutory.BusinessDays;
import io.belay.escalation.domain.statutory.StatutoryClock;
import io.belay.escalation.domain.statutory.StatutoryClock.Options;
import io.belay.escalation.domain.statutory.Term;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Laws to test with, and a case opened on Friday 20 November 2026 at 09:00 in UTC. */
final class SmallLaws {
  static final String FINAL = "final-response";
  static final String REFUND = "refund";
  static final Instant FINAL_DUE = Instant.parse("2026-12-11T23:59:59.999Z");
  static final Instant EXTENDED_DUE = Instant.parse("2027-01-08T23:59:59.999Z");
  static final Instant REFUND_DUE = Instant.parse("2026-11-23T23:59:59.999Z");

  static final ClockRule FINAL_RESPONSE =
      rule(
          FINAL,
          Set.of(),
          "FINAL_RESPONSE_SENT",
          new Term.OpenDays(15),
          null,
          new Extension(new Term.OpenDays(35), false, "HOLDING_REPLY_SENT"));
  static final ClockRule REFUND_OF_STOLEN =
      rule(REFUND, Set.of("stolen"), "REFUND_BOOKED", new Term.OpenDays(1), null);
  static final ClockRule COMPENSATION =
      rule(
          "compensation",
          Set.of(),
          "COMPENSATION_PAID",
          new Term.CalendarDays(1),
          new After.Breach(REFUND));
  static final ClockRule EACH_DAY =
      rule(
              "each-day",
              Set.of(),
              "REFUND_BOOKED",
              new Term.CalendarDays(1),
              new After.Breach(REFUND))
          .owedAgainAndAgain();
  static final ClockRule CREDIT_NOTICE =
      rule(
          "credit-notice",
          Set.of(),
          "CREDIT_NOTICE_SENT",
          new Term.OpenDays(2),
          new After.Milestone("CREDIT_POSTED"));
  static final ClockRule DECISION =
      rule(
          "decision",
          Set.of(),
          "DECISION_SENT",
          new Term.CalendarDays(15),
          null,
          new Extension(new Term.CalendarDays(30), false, null),
          new Extension(new Term.CalendarDays(60), true, "CUSTOMER_TOLD"));

  static ClockRule rule(
      String name,
      Set<String> onlyFor,
      String milestone,
      Term term,
      @Nullable After after,
      Extension... extensions) {
    return rule(name, onlyFor, milestone, term, after, InForce.ALWAYS, extensions);
  }

  static ClockRule rule(
      String name,
      Set<String> onlyFor,
      String milestone,
      Term term,
      @Nullable After after,
      InForce inForce,
      Extension... extensions) {
    var clock =
        new StatutoryClock(
            term, ZoneOffset.UTC, BusinessDays.mondayToFriday(Set.of(), Set.of()), Options.STRICT);
    return ClockRule.statutory(
        name,
        onlyFor,
        Set.of("milestone:" + milestone),
        new Effects(List.of(), true, false, false),
        new Statute("Act, section 1", clock, after, inForce, List.of(extensions)));
  }

  static CaseStory opened(String category, ClockRule... rules) {
    var story = new CaseStory(SmallPack.and(rules));
    story.open(category);
    return story;
  }

  static double minuteOf(Instant at) {
    return Duration.between(CaseStory.OPENED_AT, at).toMillis() / 60_000.0;
  }

  static CaseEvent milestone(String name) {
    return new CaseEvent.MilestoneReached(name);
  }

  static CaseEvent extensionOf(String clock, @Nullable String approver) {
    return new CaseEvent.ExtensionGranted(clock, approver);
  }

  static Instant dueOf(CaseStory story, String clock) {
    return story.state().clock(clock).orElseThrow().stint().dueAt();
  }

  static List<String> refusals(CaseStory story) {
    return story.all("rejected").stream()
        .map(rejection -> rejection.replaceAll("rejected | @.*", ""))
        .toList();
  }

  private SmallLaws() {}
}
