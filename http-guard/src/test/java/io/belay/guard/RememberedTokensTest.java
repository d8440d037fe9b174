package io.belay.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import reactor.core.publisher.Mono;

class RememberedTokensTest {
  private static final Instant START = Instant.parse("2026-11-26T09:00:00Z");
  private static final Duration REMEMBERED = Duration.ofSeconds(RememberedTokens.MOST_SECONDS);

  private final List<String> checked = new ArrayList<>();
  private Instant now = START;
  private Instant expiry = START.plus(Duration.ofHours(1));
  private @Nullable String refused;
  private final RememberedTokens tokens = new RememberedTokens(this::check, () -> now);

  @Test
  void aTokenFoundRightIsNotCheckedAgainForAMinute() {
    assertThat(subjectOf("a")).isEqualTo("subject of a");
    now = START.plus(REMEMBERED).minusMillis(1);
    assertThat(subjectOf("a")).isEqualTo("subject of a");
    assertThat(checked).containsExactly("a");
  }

  @Test
  void afterAMinuteItIsCheckedAgainSoThatAWithdrawnKeyEndsIt() {
    subjectOf("a");
    refused = "a";
    now = START.plus(REMEMBERED);
    assertThatThrownBy(() -> subjectOf("a")).isInstanceOf(BadJwtException.class);
    assertThat(checked).containsExactly("a", "a");
  }

  @Test
  void usingItDoesNotMakeItRememberedForLonger() {
    for (int second = 0; second <= REMEMBERED.toSeconds(); second++) {
      now = START.plusSeconds(second);
      subjectOf("a");
    }
    assertThat(checked).containsExactly("a", "a");
  }

  @Test
  void atItsExpiryItIsCheckedAgainHoweverShortTheTime() {
    expiry = START.plusSeconds(2);
    subjectOf("a");
    now = expiry.minusMillis(1);
    subjectOf("a");
    assertThat(checked).containsExactly("a");
    refused = "a";
    now = expiry;
    assertThatThrownBy(() -> subjectOf("a")).isInstanceOf(BadJwtException.class);
  }

  @Test
  void aClockSetBackHasItCheckedAgain() {
    subjectOf("a");
    now = START.minusMillis(1);
    subjectOf("a");
    assertThat(checked).containsExactly("a", "a");
  }

  @Test
  void anotherTextIsAnotherTokenAndARefusalIsNotRemembered() {
    subjectOf("a");
    refused = "A";
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> subjectOf("A")).isInstanceOf(BadJwtException.class);
    }
    assertThat(checked).containsExactly("a", "A", "A");
  }

  @Test
  void theTokensLastSeenAreRememberedAndNoMore() {
    subjectOf("first");
    subjectOf("second");
    for (int i = 2; i < RememberedTokens.MOST_TOKENS; i++) {
      subjectOf("token " + i);
    }
    subjectOf("first");
    assertThat(checked).hasSize(RememberedTokens.MOST_TOKENS);
    subjectOf("one more");
    checked.clear();
    subjectOf("first");
    assertThat(checked).isEmpty();
    subjectOf("second");
    assertThat(checked).containsExactly("second");
  }

  private @Nullable String subjectOf(String text) {
    return tokens.decode(text).map(Jwt::getSubject).block();
  }

  private Mono<Jwt> check(String text) {
    return Mono.fromSupplier(
        () -> {
          checked.add(text);
          if (text.equals(refused)) {
            throw new BadJwtException("Expected a genuine token");
          }
          return Jwt.withTokenValue(text)
              .header("alg", "RS256")
              .subject("subject of " + text)
              .expiresAt(expiry)
              .build();
        });
  }
}
