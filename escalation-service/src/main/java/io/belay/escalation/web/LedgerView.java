package io.belay.escalation.web;

import io.belay.escalation.domain.calendar.Stretch;
import io.belay.escalation.domain.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Why a clock is due when it is.
 *
 * @param ran the lines that ran, added up: the whole target where the clock runs or ran out
 */
record LedgerView(
    String clock,
    int period,
    Instant startedAt,
    Duration target,
    Instant dueAt,
    Duration ran,
    List<LineView> lines) {

  /**
   * One stretch of time, half-open.
   *
   * @param kind ran, paused or off-hours
   * @param reason why it was paused; empty otherwise
   */
  record LineView(String kind, Instant from, Instant to, Duration length, String reason) {
    static LineView of(Stretch stretch) {
      return new LineView(
          stretch.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          stretch.from(),
          stretch.to(),
          stretch.length(),
          stretch.reason());
    }
  }

  static LedgerView of(Ledger ledger) {
    return new LedgerView(
        ledger.clock(),
        ledger.period(),
        ledger.startedAt(),
        ledger.target(),
        ledger.dueAt(),
        ledger.ran(),
        ledger.lines().stream().map(LineView::of).toList());
  }
}
