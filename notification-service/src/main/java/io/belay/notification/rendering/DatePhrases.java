package io.belay.notification.rendering;

import com.ibm.icu.text.DateTimePatternGenerator;
import com.ibm.icu.text.RelativeDateTimeFormatter;
import com.ibm.icu.text.RelativeDateTimeFormatter.AbsoluteUnit;
import com.ibm.icu.text.RelativeDateTimeFormatter.Direction;
import com.ibm.icu.util.ULocale;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Instants as a person says them: "14:30 today", "14:30 on Tue, Nov 24". For one language.
 *
 * <p>A message may be read a day after it was written, so it names the date of any other day.
 */
final class DatePhrases {
  private static final String DAY = "{day}";
  private static final String TIME = "{time}";

  private final String today;
  private final String tomorrow;
  private final String yesterday;
  private final DateTimeFormatter day;
  private final DateTimeFormatter dayAndYear;
  private final DateTimeFormatter time;
  private final String near;
  private final String far;

  /**
   * @param near how a near day and a time go together: has {day} and {time}
   * @param far how any other day and a time go together: has {day} and {time}
   */
  DatePhrases(Locale locale, String near, String far) {
    var names = RelativeDateTimeFormatter.getInstance(ULocale.forLocale(locale));
    today = names.format(Direction.THIS, AbsoluteUnit.DAY);
    tomorrow = names.format(Direction.NEXT, AbsoluteUnit.DAY);
    yesterday = names.format(Direction.LAST, AbsoluteUnit.DAY);
    var patterns = DateTimePatternGenerator.getInstance(ULocale.forLocale(locale));
    day = DateTimeFormatter.ofPattern(patterns.getBestPattern("MMMdEEE"), locale);
    dayAndYear = DateTimeFormatter.ofPattern(patterns.getBestPattern("yMMMdEEE"), locale);
    time = DateTimeFormatter.ofPattern(patterns.getBestPattern("Hmm"), locale);
    this.near = near;
    this.far = far;
  }

  /** A time that a message promises; empty where it promises none, or it is over. */
  String promised(@Nullable Instant by, ZoneId zone, Instant now) {
    return by == null || !by.isAfter(now) ? "" : inMessage(by, zone, now);
  }

  /** As a message says it. */
  String inMessage(Instant instant, ZoneId zone, Instant now) {
    return daysUntil(instant, zone, now) == 0
        ? near(today, instant, zone)
        : far(instant, zone, now);
  }

  /** The day alone, with its year: as a notice names it that may be read years later. */
  String date(Instant instant, ZoneId zone) {
    return dayAndYear.format(instant.atZone(zone));
  }

  /** As a page says it that is read when it is written. */
  String onPage(Instant instant, ZoneId zone, Instant now) {
    return switch ((int) Math.clamp(daysUntil(instant, zone, now), -2, 2)) {
      case 0 -> near(today, instant, zone);
      case 1 -> near(tomorrow, instant, zone);
      case -1 -> near(yesterday, instant, zone);
      default -> far(instant, zone, now);
    };
  }

  private static long daysUntil(Instant instant, ZoneId zone, Instant now) {
    return ChronoUnit.DAYS.between(
        LocalDate.ofInstant(now, zone), LocalDate.ofInstant(instant, zone));
  }

  private String near(String dayName, Instant instant, ZoneId zone) {
    return near.replace(DAY, dayName).replace(TIME, time.format(instant.atZone(zone)));
  }

  private String far(Instant instant, ZoneId zone, Instant now) {
    var at = instant.atZone(zone);
    var date = at.getYear() == now.atZone(zone).getYear() ? day : dayAndYear;
    return far.replace(DAY, date.format(at)).replace(TIME, time.format(at));
  }
}
