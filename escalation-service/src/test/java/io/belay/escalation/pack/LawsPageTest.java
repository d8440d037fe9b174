package io.belay.escalation.pack;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The page of the laws says what the packs say, and leaves no rule out unseen. */
class LawsPageTest {
  private static final Path ROOT = Path.of(System.getProperty("belay.root"));
  private static final String TABLE = "| rule | clock | counts | may become |";
  private static final Pattern CLOCK = Pattern.compile("`([a-z0-9-]+)`");

  /** A line of the page: the rule's names, the clock if there is one, and how it counts. */
  private record Row(List<String> rules, String clock, String counts, String mayBecome) {}

  @Test
  void everyStatutoryClockOfAPackStandsThereAsItCounts() throws IOException {
    var written = new TreeMap<String, String>();
    for (var row : rows()) {
      var clock = CLOCK.matcher(row.clock());
      if (clock.lookingAt()) {
        written.put(clock.group(1), row.counts() + " | " + row.mayBecome());
      }
    }
    assertThat(written).isEqualTo(shipped());
  }

  @Test
  void everyRuleOfTheResearchHasAClockOrAReason() throws IOException {
    var research = ROOT.resolve("../shared/regs/rules.md");
    assumeTrue(Files.exists(research), "the research is not on this machine");
    var known = rows().stream().flatMap(row -> row.rules().stream()).toList();
    var rules = rulesOf(Files.readString(research));
    assertThat(rules).hasSizeGreaterThan(40);
    assertThat(known).containsAll(rules);
  }

  private static List<Row> rows() throws IOException {
    var lines = Files.readAllLines(ROOT.resolve("docs/clocks-and-ladder.md"));
    int from = lines.indexOf(TABLE) + 2;
    assertThat(from).as("the table of laws").isGreaterThan(1);
    return lines.subList(from, lines.size()).stream()
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
        .map(cells -> new Row(rulesIn(cells.get(1)), cells.get(2), cells.get(3), cells.get(4)))
        .toList();
  }

  private static List<String> rulesIn(String cell) {
    return Arrays.stream(cell.split(", ")).filter(name -> name.contains(".")).toList();
  }

  private static Map<String, String> shipped() throws IOException {
    var counts = new TreeMap<String, String>();
    for (var file : MarketPacksTest.files()) {
      Map<String, Object> pack = mapping(yaml(Files.readString(file)));
      mapping(pack.get("statutory"))
          .forEach(
              (name, clock) -> {
                var keys = mapping(clock);
                var extensions =
                    ((List<?>) keys.getOrDefault("extensions", List.of()))
                        .stream().map(each -> String.valueOf(mapping(each).get("to")));
                counts.put(name, keys.get("term") + " | " + extensions.collect(joining(", ")));
              });
    }
    return counts;
  }

  private static Object yaml(String text) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> mapping(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }

  /** The names in the first column of its table of clocks; "a.b.c / d" are two of one group. */
  private static List<String> rulesOf(String research) {
    var table =
        research.substring(research.indexOf("## 1. The clocks"), research.indexOf("\n## 2."));
    var rules = new ArrayList<String>();
    for (var line : table.lines().filter(each -> each.startsWith("| ")).skip(1).toList()) {
      var names = line.split("\\|", -1)[1].strip().split(" / ", -1);
      var group = names[0].substring(0, names[0].lastIndexOf('.') + 1);
      for (var name : names) {
        var rest = name.startsWith(".") ? name.substring(1) : name;
        rules.add(name.equals(names[0]) ? name : group + rest);
      }
    }
    return rules.stream().filter(rule -> !rule.startsWith("br.")).toList();
  }
}
