package io.belay.notification.domain;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Local time of day, every day, during which routine messages wait; may run past midnight.
 *
 * @param from inclusive
 * @param to exclusive; equal to {@code from}: no quiet hours
 */
public record QuietHours(LocalTime from, LocalTime to) {

  /** The instant at which a message may be sent: {@code now}, or the end of the quiet hours. */
  public Instant endOfQuiet(Instant now, ZoneId zone) {
    var local = now.atZone(zone);
    if (!covers(local.toLocalTime())) {
      return now;
    }
    var endsToday = local.toLocalTime().isBefore(to);
    var day = endsToday ? local.toLocalDate() : local.toLocalDate().plusDays(1);
    var end = day.atTime(to).atZone(zone);
    // of an hour that comes twice, the first may be over
    return (end.toInstant().isAfter(now) ? end : end.withLaterOffsetAtOverlap()).toInstant();
  }

  /** When quiet hours begin next; empty: there are none for two days. */
  Optional<Instant> startsAfter(Instant now, ZoneId zone) {
    var rules = zone.getRules();
    var today = now.atZone(zone).toLocalDate();
    var starts =
        Stream.of(today, today.plusDays(1))
            .map(day -> day.atTime(from))
            .flatMap(at -> rules.getValidOffsets(at).stream().map(offset -> at.toInstant(offset)));
    // a change of the clock may lead into them
    var change = Stream.ofNullable(rules.nextTransition(now)).map(each -> each.getInstant());
    return Stream.concat(starts, change)
        .filter(at -> at.isAfter(now) && covers(at.atZone(zone).toLocalTime()))
        .min(Comparator.naturalOrder());
  }

  private boolean covers(LocalTime time) {
    if (from.isBefore(to)) {
      return !time.isBefore(from) && time.isBefore(to);
    }
    return to.isBefore(from) && (!time.isBefore(from) || time.isBefore(to));
  }
}
