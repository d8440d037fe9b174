package io.belay.notification.domain.track;

import java.time.Instant;
import java.util.Optional;

/** What a customer can ask for on the page. Escalation decides; the page only spares vain tries. */
public sealed interface CustomerRequest {
  /** Event ids of the page begin with it. */
  String EVENT_PREFIX = "track:";

  /** The longest key a caller may name. */
  int LONGEST_KEY_CHARS = 64;

  /**
   * A higher tier.
   *
   * @param differentAgent the customer wants somebody else
   */
  record Escalate(boolean differentAgent) implements CustomerRequest {}

  /** It is not solved. */
  record Reopen() implements CustomerRequest {}

  /**
   * A rating.
   *
   * @param score 1 (poor) to 5 (good)
   */
  record Rate(int score) implements CustomerRequest {
    public Rate {
      if (score < 1 || score > 5) {
        throw new IllegalArgumentException(
            "Expected a rating of 1 to 5, but it is %d".formatted(score));
      }
    }
  }

  /** The last part of its path. */
  default String name() {
    return switch (this) {
      case Escalate e -> "escalate";
      case Reopen r -> "reopen";
      case Rate r -> "rate";
    };
  }

  /** Identity of its event: the same key, the same wish, is one event. */
  default String eventId(String key) {
    return switch (this) {
      case Rate rate -> EVENT_PREFIX + name() + ":" + key + ":" + rate.score();
      case Escalate escalate ->
          EVENT_PREFIX + name() + ":" + key + (escalate.differentAgent() ? ":different-agent" : "");
      case Reopen r -> EVENT_PREFIX + name() + ":" + key;
    };
  }

  /** Why it would be refused as the case stands; empty: nothing speaks against it. */
  default Optional<Reason> refusedBy(TrackedCase tracked, Instant now) {
    var standing = tracked.standing();
    var wishes = tracked.wishes();
    boolean inWork = standing.status().inWork();
    return switch (this) {
      case Escalate e -> {
        if (!inWork) {
          yield Optional.of(Reason.CASE_DONE);
        }
        if (e.differentAgent()) {
          // granted also where there is no higher rung: the case changes hands
          yield Optional.empty();
        }
        if (standing.tier().equals(wishes.noHigherThan())) {
          yield Optional.of(Reason.NO_HIGHER_TIER);
        }
        var from = wishes.askAgainFrom();
        yield from != null && now.isBefore(from) ? Optional.of(Reason.COOL_DOWN) : Optional.empty();
      }
      case Reopen r -> inWork ? Optional.of(Reason.CASE_IN_WORK) : Optional.empty();
      case Rate r -> inWork ? Optional.of(Reason.CASE_IN_WORK) : Optional.empty();
    };
  }

  /** Why a wish would be refused; the code is stable and public. */
  enum Reason {
    CASE_DONE("case-done"),
    CASE_IN_WORK("case-in-work"),
    NO_HIGHER_TIER("no-higher-tier"),
    COOL_DOWN("cool-down");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }
}
