package io.belay.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of metrics: in the table of docs/metrics.md, and in a scrape. */
final class MetricsTable {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\|");
  private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (\\S+) \\S+$");

  private MetricsTable() {}

  static Set<String> documented() {
    try {
      return found(ROW, Files.readString(Dashboards.root().resolve("docs/metrics.md")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of all these targets together; the greatest of a histogram belongs to it. */
  static Set<String> scraped(Collection<String> targets) {
    var names = found(FAMILY, scrape(targets));
    names.removeIf(
        name -> name.endsWith("_max") && names.contains(name.substring(0, name.length() - 4)));
    return names;
  }

  /** The scrapes of all these targets, one after the other. */
  static String scrape(Collection<String> targets) {
    return targets.stream()
        .map(target -> URI.create("http://" + target + "/actuator/prometheus"))
        .map(PeerProcess::text)
        .collect(Collectors.joining("\n"));
  }

  private static Set<String> found(Pattern pattern, String text) {
    var names = new TreeSet<String>();
    var matcher = pattern.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }
}
