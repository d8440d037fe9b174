package io.belay.local.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A policy pack whose durations are divided as the times of a log are, under a version of its own.
 *
 * @param yaml the whole file
 * @param tooShort what is less than a second long now, for people
 */
public record CompressedPack(String yaml, List<String> tooShort) {
  private static final Pattern DURATION =
      Pattern.compile("(?<=[ {\\[])(\\d+)(ms|s|m|h|d)(?=[,}\\] ]|$)");
  private static final Pattern VERSION = Pattern.compile("(?m)^version: .*$");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
  private static final long SECOND_MILLIS = 1_000;

  /** Divides every duration of the pack; none becomes shorter than a millisecond. */
  public static CompressedPack of(String yaml, double speed) {
    var tooShort = new ArrayList<String>();
    var out = new StringBuilder();
    String name = "";
    for (var line : yaml.lines().toList()) {
      // how long an ended case is remembered is no promise to anybody
      if (line.strip().startsWith("#") || line.startsWith("keepSettledFor:")) {
        out.append(line).append('\n');
        continue;
      }
      var key = line.strip();
      if (key.endsWith(":")) {
        name = key.substring(0, key.length() - 1);
      }
      var label = key.startsWith("target") ? name : key.replaceAll(":.*", "");
      var matcher = DURATION.matcher(line);
      out.append(
              matcher.replaceAll(
                  found -> {
                    long millis = compressed(found.group(1), found.group(2), speed);
                    if (millis < SECOND_MILLIS) {
                      tooShort.add("%s %s → %d ms".formatted(label, found.group(), millis));
                    }
                    return Matcher.quoteReplacement(millis + "ms");
                  }))
          .append('\n');
    }
    var version = Matcher.quoteReplacement("version: \"1-%s\"".formatted(speedName(speed)));
    return new CompressedPack(VERSION.matcher(out).replaceFirst(version), tooShort);
  }

  /** The speed as it stands in the version. */
  static String speedName(double speed) {
    return speed == Math.rint(speed)
        ? "x%d".formatted((long) speed)
        : "x%s".formatted(Double.toString(speed).toLowerCase(Locale.ROOT));
  }

  private static long compressed(String number, String unit, double speed) {
    long millis = Long.parseLong(number) * MILLIS.getOrDefault(unit, 1L);
    return Math.max(1, Math.round(millis / speed));
  }
}
