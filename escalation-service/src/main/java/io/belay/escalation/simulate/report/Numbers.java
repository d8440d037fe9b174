package io.belay.escalation.simulate.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers as people read them: 12,345 or 1.25, and differences with their sign. */
final class Numbers {
  private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);

  private static final int DECIMALS_BELOW = 1000;

  private Numbers() {}

  static String of(long number) {
    return of((double) number);
  }

  static String of(double number) {
    // a format is not thread-safe and made in no time
    String form = Math.abs(number) < DECIMALS_BELOW ? "#,##0.##" : "#,##0";
    return new DecimalFormat(form, SYMBOLS).format(number);
  }

  static String signed(double difference) {
    String text = of(difference);
    return text.equals("0") || text.equals("-0") ? "0" : difference > 0 ? "+" + text : text;
  }
}
