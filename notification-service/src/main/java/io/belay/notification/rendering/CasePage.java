package io.belay.notification.rendering;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a customer sees of a case, in the customer's words; as JSON it is the answer of {@code
 * /v1/track/{token}}.
 *
 * @param caseNumber as messages name it
 * @param sequence rises with every change; the id of the stream's events
 * @param language BCP 47 tag
 * @param zone IANA time zone
 * @param status OPEN, WAITING, RESOLVED or CLOSED
 * @param headline the status in a sentence
 * @param opened when it was opened, in words
 * @param who the agent, the tier, or both
 * @param next what comes next and by when, in a sentence
 * @param nextBy by when; null where no time is promised
 * @param closesAt when it closes by itself if the customer says nothing; null: it does not
 * @param outcome once it is decided
 * @param steps latest first
 * @param rating 1 to 5; null: not rated
 * @param asOf when this was all there was, while the newest cannot be read; null: it is so now
 * @param asOfText the same in a sentence
 */
public record CasePage(
    String caseNumber,
    long sequence,
    String language,
    String zone,
    String category,
    String status,
    String headline,
    Instant openedAt,
    String opened,
    String who,
    String next,
    @Nullable Instant nextBy,
    @Nullable Instant closesAt,
    @Nullable String outcome,
    List<Line> steps,
    Actions actions,
    @Nullable Integer rating,
    @Nullable Instant asOf,
    @Nullable String asOfText) {

  /** A step, and when it was, as an instant and in words. */
  public record Line(long sequence, Instant at, String when, String text) {}

  /**
   * What can be asked for now.
   *
   * @param differentAgent somebody else, also where a higher tier cannot be asked for
   */
  public record Actions(Action escalate, Action differentAgent, Action reopen, Action rate) {}

  /**
   * One of them.
   *
   * @param reason code of why it is not offered; null where it is
   * @param from when it can be asked for again, where only time is against it
   * @param text explains it, in words
   */
  public record Action(
      boolean offered, @Nullable String reason, @Nullable Instant from, String text) {}
}
