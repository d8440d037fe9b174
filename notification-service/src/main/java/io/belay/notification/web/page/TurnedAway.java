package io.belay.notification.web.page;

import io.belay.notification.stream.PageReads.StoreMovingException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/** A caller gets no page, and why. Its sentence never holds a token. */
final class TurnedAway extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Why why;
  private final Duration retryAfter;

  /** Reasons, and how HTTP says them. */
  enum Why {
    /** Malformed, forged, of an unknown key or of another customer: all the same to the caller. */
    UNKNOWN(HttpStatus.NOT_FOUND, "Expected a link to a case, but this is none"),
    EXPIRED(HttpStatus.GONE, "Expected a link in force, but its time is over"),
    EARLY(HttpStatus.NOT_FOUND, "Expected to see the case, but it is not there yet or no more"),
    BUSY(HttpStatus.SERVICE_UNAVAILABLE, "Expected to answer, but this moves right now"),
    LIMIT(HttpStatus.TOO_MANY_REQUESTS, "Expected fewer requests in this time"),
    REFUSED(HttpStatus.CONFLICT, "Expected the case to allow this, but it stands otherwise"),
    INVALID(HttpStatus.UNPROCESSABLE_CONTENT, "Expected a score of 1 to 5 and short values");

    private final HttpStatus status;
    private final String sentence;

    Why(HttpStatus status, String sentence) {
      this.status = status;
      this.sentence = sentence;
    }

    HttpStatus status() {
      return status;
    }

    /** Whether it is the link that shows nothing, as against who asks, or how the case stands. */
    boolean isOfTheLink() {
      return this == UNKNOWN || this == EXPIRED || this == EARLY;
    }

    /** As words of pages and types of problems name it. */
    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  TurnedAway(Why why) {
    this(why, Duration.ZERO, null);
  }

  TurnedAway(Why why, Duration retryAfter) {
    this(why, retryAfter, null);
  }

  TurnedAway(Why why, Duration retryAfter, @Nullable Throwable cause) {
    super(why.sentence, cause);
    this.why = why;
    this.retryAfter = retryAfter;
  }

  /** What may pass is answered so that the caller tries again; anything else is a bug. */
  static Throwable passing(Throwable failure) {
    boolean passes =
        failure instanceof StoreMovingException
            || failure instanceof TimeoutException
            || failure instanceof WebClientRequestException;
    return passes ? new TurnedAway(Why.BUSY, SOON, failure) : failure;
  }

  Why why() {
    return why;
  }

  /** When trying again may help, in whole seconds; 0: not at all. */
  long retryAfterSeconds() {
    return retryAfter.isZero() ? 0 : Math.max(1, retryAfter.plusMillis(999).toSeconds());
  }
}
