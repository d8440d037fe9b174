package io.belay.notification.domain.track;

import io.belay.notification.domain.track.News.Status;
import io.belay.notification.domain.track.TrackedCase.About;
import io.belay.notification.domain.track.TrackedCase.Identity;
import io.belay.notification.domain.track.TrackedCase.Standing;
import io.belay.notification.domain.track.TrackedCase.Wishes;
import io.belay.notification.domain.track.TrackedStep.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Folds the steps of a case into what its customer sees. Pure; a repeated step changes nothing. */
public final class Tracking {
  private static final String APOLOGY = "apology";
  private static final String CUSTOMER_REQUEST = "customer-request";
  private static final List<String> NEVER_HIGHER =
      List.of("top-tier-reached", "not-allowed-by-pack");

  private Tracking() {}

  /** The case after a step; null while nobody opened it, and when it is forgotten. */
  public static @Nullable TrackedCase after(@Nullable TrackedCase known, CaseStep step) {
    if (known == null) {
      return step.news() instanceof News.Opened opened ? opened(step, opened) : null;
    }
    if (step.sequence() <= known.sequence()) {
      return known;
    }
    if (step.news() instanceof News.Forgotten) {
      return null;
    }
    var tier = step.tier();
    var standing = known.standing();
    var moved =
        tier == null || tier.equals(standing.tier()) ? known : known.with(standing.at(tier));
    var next = apply(moved, step);
    return next.seen(step.sequence(), keptUntil(next, step.news()));
  }

  /** What is owed again, or for the first time, is not forgotten: a law's clock may start late. */
  private static @Nullable Instant keptUntil(TrackedCase known, News news) {
    if (news instanceof News.Settled settled) {
      return settled.keptUntil();
    }
    boolean owed = news instanceof News.Reopened || news instanceof News.Due;
    return owed ? null : known.keptUntil();
  }

  private static @Nullable TrackedCase opened(CaseStep step, News.Opened opened) {
    var customerId = step.customerId();
    var tier = step.tier();
    if (customerId == null || tier == null) {
      return null;
    }
    return new TrackedCase(
            new Identity(step.caseId(), customerId, opened.openedAt()),
            step.sequence(),
            new About(opened.category(), opened.market(), Map.of()),
            new Standing(Status.OPEN, tier, opened.agent(), null, null, null),
            Map.of(),
            Map.of(),
            Wishes.NONE,
            List.of(),
            null)
        .with(new TrackedStep(step.sequence(), opened.openedAt(), Kind.OPENED, null));
  }

  private static TrackedCase apply(TrackedCase known, CaseStep step) {
    return switch (step.news()) {
      case News.Nothing n -> known;
      case News.Opened again -> known;
      case News.Happened happened -> happened(known, step, happened);
      case News.Refused refused -> step.wasAskedOnPage() ? refused(known, step, refused) : known;
      case News.WentUp up -> wentUp(known, step, up);
      case News.WentDown down -> line(withoutAgent(known), step, Kind.WENT_DOWN, down.to());
      case News.Due due -> known.due(due.clock(), due.dueAt());
      case News.Closes closes -> known.closing(closes.clock(), closes.closesAt());
      case News.NotDue gone -> known.without(gone.clock());
      case News.Told told -> told(known, step, told);
      case News.Reclassified change ->
          known.with(new About(change.category(), change.market(), known.about().names()));
      case News.Decided decided ->
          line(
              known.with(known.standing().as(Status.RESOLVED, decided.outcome())),
              step,
              Kind.DECIDED,
              decided.outcome());
      case News.Closed closed ->
          line(
              known.with(known.standing().as(Status.CLOSED, known.standing().outcome())),
              step,
              Kind.CLOSED,
              null);
      case News.Reopened again ->
          line(
              known
                  .with(known.standing().as(Status.OPEN, null))
                  .with(new Wishes(known.wishes().askAgainFrom(), null, null)),
              step,
              Kind.REOPENED,
              null);
      case News.Settled settled -> known;
      case News.Forgotten over -> known;
    };
  }

  private static TrackedCase happened(TrackedCase known, CaseStep step, News.Happened happened) {
    var before = known.standing();
    var status = happened.status();
    var changed =
        known.with(
            new Standing(
                status == null ? before.status() : status,
                before.tier(),
                happened.agent(),
                happened.waitingOn(),
                happened.waitingUntil(),
                before.outcome()));
    var agent = happened.agent();
    return switch (happened.eventType()) {
      case "ASSIGNED" ->
          agent == null || agent.equals(before.agent())
              ? changed
              : line(changed, step, Kind.ASSIGNED, agent);
      case "AGENT_REPLIED" -> line(changed, step, Kind.ANSWERED, agent);
      case "CUSTOMER_REPLIED" -> line(changed, step, Kind.CUSTOMER_WROTE, null);
      case "WAITING_STARTED" -> line(changed, step, Kind.WAITS, happened.waitingOn());
      case "WAITING_ENDED", "WAITING_EXPIRED" ->
          before.status() == Status.WAITING ? line(changed, step, Kind.GOES_ON, null) : changed;
      case "ESCALATION_REQUESTED" -> line(changed, step, Kind.HIGHER_TIER_ASKED, null);
      case "COMPLAINT_RAISED" -> line(changed, step, Kind.COMPLAINT_TAKEN, null);
      case "MILESTONE_REACHED" -> line(changed, step, Kind.MILESTONE, happened.milestone());
      case "RATED" ->
          line(
              changed.with(
                  new Wishes(
                      known.wishes().askAgainFrom(),
                      known.wishes().noHigherThan(),
                      happened.rating())),
              step,
              Kind.RATED,
              String.valueOf(happened.rating()));
      default -> changed;
    };
  }

  /** Another tier is other people: who had it has it no more, unless the next step says so. */
  private static TrackedCase withoutAgent(TrackedCase known) {
    return known.with(known.standing().with(null));
  }

  private static TrackedCase wentUp(TrackedCase known, CaseStep step, News.WentUp up) {
    var kind = up.cause().equals(CUSTOMER_REQUEST) ? Kind.WENT_UP_AS_ASKED : Kind.WENT_UP;
    return line(withoutAgent(known), step, kind, up.to());
  }

  private static TrackedCase refused(TrackedCase known, CaseStep step, News.Refused refused) {
    var wishes = known.wishes();
    boolean aboutTier = refused.eventType().equals("ESCALATION_REQUESTED");
    var changed =
        aboutTier
            ? new Wishes(
                refused.allowedFrom(),
                NEVER_HIGHER.contains(refused.reason()) ? known.standing().tier() : null,
                wishes.rating())
            : wishes;
    return line(known.with(changed), step, Kind.REFUSED, refused.reason());
  }

  private static TrackedCase told(TrackedCase known, CaseStep step, News.Told told) {
    var agent = told.agent();
    var about = known.about().with(News.namesIn(told));
    var named =
        agent == null ? known.with(about) : known.with(about).with(known.standing().with(agent));
    var by = told.expectedBy();
    if (!told.messageType().equals(APOLOGY) || by == null) {
      return named;
    }
    var clock = told.about();
    var moved =
        clock != null && known.dueByClock().containsKey(clock) ? named.due(clock, by) : named;
    return line(moved, step, Kind.APOLOGISED, by.toString());
  }

  private static TrackedCase line(
      TrackedCase known, CaseStep step, Kind kind, @Nullable String detail) {
    return known.with(new TrackedStep(step.sequence(), step.at(), kind, detail));
  }
}
