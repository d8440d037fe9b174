package io.belay.guard;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Tells a token that is no good from one that cannot be checked, because whoever signs them does
 * not say its keys: its client did nothing wrong and is to come back ({@link TokenAnswers}). Keys
 * once known stay known, so this meets new keys and services that have just started.
 */
public final class IdentityProvider implements ReactiveJwtDecoder {
  private static final Logger log = LoggerFactory.getLogger(IdentityProvider.class);

  /** One that takes a connection and says nothing would hold its requests for ever. */
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

  /** Tokens of known keys are checked while others are not: this would be told with each. */
  private static final Duration TOLD_AT_MOST_EACH = Duration.ofMinutes(1);

  private final ReactiveJwtDecoder checks;
  private final Duration answersWithin;
  private volatile boolean toldAway;
  private long toldNanos = System.nanoTime() - TOLD_AT_MOST_EACH.toNanos();

  /**
   * @param checks a token, with keys that it asks the identity provider for
   */
  public IdentityProvider(ReactiveJwtDecoder checks) {
    this(checks, ANSWERS_WITHIN);
  }

  IdentityProvider(ReactiveJwtDecoder checks, Duration answersWithin) {
    this.checks = checks;
    this.answersWithin = answersWithin;
  }

  @Override
  public Mono<Jwt> decode(String token) {
    return Mono.defer(() -> checks.decode(token))
        .timeout(answersWithin)
        .doOnNext(
            checked -> {
              if (toldAway) {
                isBack();
              }
            })
        .onErrorMap(
            failure -> !(failure instanceof BadJwtException),
            failure -> {
              isAway(failure);
              return new AwayException(failure);
            });
  }

  private synchronized void isAway(Throwable failure) {
    long nanos = System.nanoTime();
    if (!toldAway && nanos - toldNanos >= TOLD_AT_MOST_EACH.toNanos()) {
      toldAway = true;
      toldNanos = nanos;
      log.warn(
          "Expected the identity provider to say its keys, but: {}. Who sends a token that cannot"
              + " be checked is answered 503",
          innermost(failure).toString());
    }
  }

  private synchronized void isBack() {
    if (toldAway) {
      toldAway = false;
      log.info("The identity provider says its keys again");
    }
  }

  /** Says why, without what those around it quote. */
  private static Throwable innermost(Throwable failure) {
    var found = failure;
    for (int depth = 0; found.getCause() != null && depth < 20; depth++) {
      found = found.getCause();
    }
    return found;
  }

  /** A token can neither be taken nor refused right now. */
  static final class AwayException extends AuthenticationException {
    private static final long serialVersionUID = 1;

    AwayException(Throwable cause) {
      super("Expected the identity provider to say its keys", cause);
    }
  }
}
