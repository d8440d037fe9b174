package io.belay.notification.web.page;

import io.belay.notification.domain.IssuedCode;
import io.belay.notification.rendering.CheckCodes;
import io.belay.notification.rendering.PageTexts.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Says whether a message is genuine. Genuine or not, every answer takes the same way and the same
 * least time, so that nobody learns from the time which codes exist.
 */
public final class VerifyDesk {
  /** Looked up for what cannot be a code; no code has such characters. */
  private static final String NO_CODE = "0000-0000";

  /** Fits no proof. */
  private static final String NO_DIGITS = "none";

  private static final String NO_PROOF = "00000000000000000000000000000000";

  private final CodeReads reads;
  private final List<CheckCodes> codes;
  private final PageLimits limits;
  private final RateLimit callers;
  private final RateLimit byCode;

  /**
   * @param codes one of each key: those of a retired key are still checked
   */
  public VerifyDesk(CodeReads reads, Collection<CheckCodes> codes, PageLimits limits) {
    this.reads = reads;
    this.codes = List.copyOf(codes);
    this.limits = limits;
    callers = new RateLimit(limits.checksPerMinute(), Duration.ofMinutes(1));
    byCode = new RateLimit(limits.checksPerCodePerHour(), Duration.ofHours(1));
  }

  /**
   * Whether a code went out to the owner of this phone.
   *
   * @param typed the code, in any case, with or without the dash
   * @param lastFour digits of the phone; empty where the bank knows none
   */
  Mono<Verdict> check(String typed, String lastFour, String caller) {
    return Mono.defer(
        () -> {
          callers.take(caller);
          var code = CheckCodes.normal(typed).orElse(NO_CODE);
          if (!code.equals(NO_CODE)) {
            byCode.take(code);
          }
          var found =
              reads
                  .findCode(code)
                  .timeout(limits.answerWithin())
                  .onErrorMap(TurnedAway::passing)
                  .map(issued -> verdict(code, issued, lastFour));
          return Mono.zip(found, Mono.delay(limits.checkTakes()), (verdict, waited) -> verdict);
        });
  }

  private Verdict verdict(String code, Optional<IssuedCode> issued, String lastFour) {
    var expected = bytes(issued.map(IssuedCode::proof).orElse(NO_PROOF));
    var told = lastFour.strip();
    var digits = told.isEmpty() || told.matches("[0-9]{4}") ? told : NO_DIGITS;
    boolean fits = false;
    for (var each : codes) {
      fits |= MessageDigest.isEqual(expected, bytes(each.proofOf(code, digits)));
    }
    return new Verdict(fits ? issued.orElse(null) : null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
