package io.belay.escalation.web;

import io.belay.escalation.domain.ledger.TierAccount;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a case took at a tier, and who took it.
 *
 * @param stays how often it came there
 * @param elapsed by the wall clock, waiting included
 * @param clock the clock with the tier's budget; null where it has none
 * @param budget of one stay, in the clock's calendar
 * @param used by the bank itself, in the clock's calendar, over all stays
 * @param consumedBy adds up to the whole
 */
record TierView(
    String tier,
    int stays,
    Duration elapsed,
    @Nullable String clock,
    @Nullable Duration budget,
    Duration used,
    List<ShareView> consumedBy) {

  /**
   * One party's part.
   *
   * @param party team:NAME, agent:ID, queue:NAME while nobody had it, or waiting:CUSTOMER
   * @param counted in the clock's calendar
   */
  record ShareView(String party, Duration elapsed, Duration counted) {}

  static TierView of(TierAccount account) {
    return new TierView(
        account.tier(),
        account.stays(),
        account.elapsed(),
        account.clock(),
        account.budget(),
        account.used(),
        account.shares().stream()
            .map(share -> new ShareView(share.party(), share.elapsed(), share.counted()))
            .toList());
  }
}
