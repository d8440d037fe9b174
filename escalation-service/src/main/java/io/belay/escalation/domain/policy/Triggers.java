package io.belay.escalation.domain.policy;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What lets a case climb a rung beside its clocks and beside who asks for it. 0, or an empty map:
 * nothing of that kind does.
 *
 * @param reopenings from this reopening on, each one
 * @param handOvers so many from queue to queue or team to team without an answer
 * @param missedContacts so many without an answer
 * @param ratingAtMost a rating this low or lower; a case that was over is reopened for it
 * @param amountFrom ISO 4217 code → an amount this high or higher, in major units
 */
public record Triggers(
    int reopenings,
    int handOvers,
    int missedContacts,
    int ratingAtMost,
    Map<String, BigDecimal> amountFrom) {

  public static final Triggers NONE = new Triggers(0, 0, 0, 0, Map.of());

  public Triggers {
    amountFrom = Map.copyOf(amountFrom);
  }

  public boolean onReopening(int times) {
    return reopenings > 0 && times >= reopenings;
  }

  public boolean onHandOvers(int count) {
    return handOvers > 0 && count >= handOvers;
  }

  public boolean onMissedContacts(int count) {
    return missedContacts > 0 && count >= missedContacts;
  }

  public boolean onRating(int score) {
    return score <= ratingAtMost;
  }

  /** Null parts: not known, so not high. */
  public boolean onAmount(@Nullable String amount, @Nullable String currency) {
    var limit = currency == null ? null : amountFrom.get(currency);
    return limit != null && amount != null && new BigDecimal(amount).compareTo(limit) >= 0;
  }

  /** Whether any of it can lead a case of any tier upwards. */
  public boolean any() {
    return !equals(NONE);
  }
}
