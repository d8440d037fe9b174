package io.belay.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Spares a client that sends the same token with each request the check of its signature, which was
 * a sixth of the work on a request. What was found right, to the letter, is taken as right for
 * {@value #MOST_SECONDS} seconds and never past its expiry; then it is checked anew, so a key that
 * was withdrawn ends its tokens. What was refused is checked each time. Remembers the {@value
 * #MOST_TOKENS} tokens last seen.
 */
public final class RememberedTokens implements ReactiveJwtDecoder {
  static final int MOST_SECONDS = 60;
  static final int MOST_TOKENS = 1_000;

  private final ReactiveJwtDecoder checks;
  private final InstantSource clock;
  private final Map<String, Found> tokens = new BoundedMap<>(MOST_TOKENS);

  /** A clock that was set back ends it too. */
  private record Found(Jwt token, Instant from, Instant until) {
    boolean holdsAt(Instant now) {
      return !now.isBefore(from) && now.isBefore(until);
    }
  }

  /**
   * @param checks a token in full: signature, times and whatever else is asked of it
   */
  public RememberedTokens(ReactiveJwtDecoder checks, InstantSource clock) {
    this.checks = checks;
    this.clock = clock;
  }

  @Override
  public Mono<Jwt> decode(String text) {
    var now = clock.instant();
    return found(text, now)
        .map(Mono::just)
        .orElseGet(() -> checks.decode(text).doOnNext(token -> remember(text, token, now)));
  }

  private Optional<Jwt> found(String text, Instant now) {
    synchronized (tokens) {
      return Optional.ofNullable(tokens.get(text))
          .filter(found -> found.holdsAt(now))
          .map(Found::token);
    }
  }

  private void remember(String text, Jwt token, Instant now) {
    var until = now.plus(Duration.ofSeconds(MOST_SECONDS));
    var expiry = token.getExpiresAt();
    var found = new Found(token, now, expiry != null && expiry.isBefore(until) ? expiry : until);
    synchronized (tokens) {
      tokens.put(text, found);
    }
  }
}
