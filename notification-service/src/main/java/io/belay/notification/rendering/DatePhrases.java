package io.belay.notification.rendering;

import com.ibm.icu.text.DateTimePatternGenerator;
import com.ibm.icu.text.RelativeDateTimeFormatter;
import com.ibm.icu.text.RelativeDateTimeFormatter.AbsoluteUnit;
import com.ibm.icu.text.RelativeDateTimeFormatter.Direction;
import com.ibm.icu.util.ULocale;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Instants as a person says them: "14:30 today", "14:30 on Tue, Nov 24". For one language. */
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

  /** A time that is promised; empty where none is, or it is over. */
  String promised(@Nullable Instant by, ZoneId zone, Instant now) {
    return by == null || !by.isAfter(now) ? "" : of(by, zone, now);
  }

  String of(Instant instant, ZoneId zone, Instant now) {
    var at = instant.atZone(zone);
    var reader = now.atZone(zone);
    long days = ChronoUnit.DAYS.between(reader.toLocalDate(), at.toLocalDate());
    String phrase = Math.abs(days) <= 1 ? near : far;
    String dayName =
        switch ((int) Math.clamp(days, -2, 2)) {
          case 0 -> today;
          case 1 -> tomorrow;
          case -1 -> yesterday;
          default -> (at.getYear() == reader.getYear() ? day : dayAndYear).format(at);
        };
    return phrase.replace(DAY, dayName).replace(TIME, time.format(at));
  }
}
