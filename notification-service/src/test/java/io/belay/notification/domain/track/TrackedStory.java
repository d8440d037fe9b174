package io.belay.notification.domain.track;

import static io.belay.notification.Samples.CASE;
import static io.belay.notification.Samples.CUSTOMER;
import static io.belay.notification.Samples.NOON;

import io.belay.notification.domain.Names;
import io.belay.notification.domain.track.News.Status;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lets a case go through steps, as escalation would report them. */
public final class TrackedStory {
  private final String caseId;
  private @Nullable TrackedCase tracked;
  private long sequence;
  private String tier = "front-line";
  private Instant at = NOON;

  private TrackedStory(String caseId) {
    this.caseId = caseId;
  }

  /** A case about a withdrawal, opened at noon UTC in China. */
  public static TrackedStory opened() {
    return opened(CASE);
  }

  /** The same, under an id of its own. */
  public static TrackedStory opened(String caseId) {
    return new TrackedStory(caseId)
        .step("e-open", new News.Opened(NOON, "withdrawal-delayed", "CN", null))
        .step("e-open", new News.Due("first-response", NOON.plusSeconds(3_600)))
        .step("e-open", new News.Due("resolution", NOON.plusSeconds(86_400)))
        .told("acknowledgement", null, null);
  }

  public TrackedStory at(Instant instant) {
    at = instant;
    return this;
  }

  public TrackedStory step(String causedBy, News news) {
    sequence++;
    tracked =
        Tracking.after(tracked, new CaseStep(caseId, CUSTOMER, sequence, at, causedBy, tier, news));
    return this;
  }

  /** The same step again. */
  public TrackedStory again(News news) {
    sequence--;
    return step("e-again", news);
  }

  public TrackedStory happened(String type, Status status, @Nullable String agent) {
    return step("e-" + type, new News.Happened(type, status, null, null, agent, null, null));
  }

  public TrackedStory wentUp(String to, String cause) {
    tier = to;
    return step("e-up", new News.WentUp(to, cause)).told("promotion", null, null);
  }

  public TrackedStory told(String type, @Nullable Instant by, @Nullable String clock) {
    return step("e-told", new News.Told(type, CATEGORY, tierNames(), null, null, by, clock));
  }

  public TrackedStory decided(String outcome) {
    happened("RESOLVED", Status.RESOLVED, null);
    step("e-res", new News.Decided(outcome));
    return step(
        "e-res",
        new News.Told("result", CATEGORY, tierNames(), OUTCOMES.get(outcome), null, null, null));
  }

  public TrackedCase seen() {
    return Objects.requireNonNull(tracked);
  }

  private Names tierNames() {
    return Objects.requireNonNull(TIERS.get(tier));
  }

  private static final Names CATEGORY =
      new Names("withdrawal-delayed", Map.of("en", "delayed withdrawal", "zh-CN", "提现延迟"));
  private static final Map<String, Names> TIERS =
      Map.of(
          "front-line", new Names("front-line", Map.of("en", "our front line", "zh-CN", "一线客服")),
          "senior", new Names("senior", Map.of("en", "a senior agent", "zh-CN", "资深客服")),
          "specialist", new Names("specialist", Map.of("en", "our specialists", "zh-CN", "专家组")));
  private static final Map<String, Names> OUTCOMES =
      Map.of(
          "PAID_OUT",
          new Names("PAID_OUT", Map.of("en", "The withdrawal was paid out", "zh-CN", "提现已到账")));
}
