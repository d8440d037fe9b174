package io.belay.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page that says which test shows a rule names tests that are there. */
class TestsNamedInPagesTest {
  private static final Path ROOT = Path.of(System.getProperty("belay.root"));
  private static final Pattern NAME =
      Pattern.compile("`([A-Z]\\w*(?:Tests?|IT))(?:\\.([a-z]\\w+))?`|`([a-z]+[A-Z]\\w+)`");

  /** In this page a name without a class is one of this class. */
  private static final String USUAL = "WhatOthersGetWrongTest";

  /** A class, and one of its methods; of null the class alone. */
  private record Named(String className, @Nullable String method) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clocks-and-ladder.md",
        "follow-up.md",
        "operations-and-proof.md",
        "threats.md",
        "what-goes-wrong.md"
      })
  void eachIsThere(String page) throws IOException {
    var rows =
        Files.readAllLines(ROOT.resolve("docs").resolve(page)).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| rule | clock"))
            .toList();
    var named = rows.stream().flatMap(row -> namedIn(row).stream()).distinct().toList();
    assertThat(named).hasSizeGreaterThan(15);
    assertThat(missing(named, sources())).isEmpty();
  }

  @Test
  void aTestThatIsNotThereIsMissed() throws IOException {
    var named =
        namedIn("| a | b | `LifecycleTest.nobodyWroteThis`, `NobodyTest`, `norThis` and LC-22 |");
    assertThat(missing(named, sources())).hasSize(3).containsAll(named);
  }

  private static List<Named> namedIn(String row) {
    var cells = row.split(" \\| ", -1);
    var names = NAME.matcher(cells[cells.length - 1]);
    var named = new ArrayList<Named>();
    while (names.find()) {
      named.add(
          names.group(1) == null
              ? new Named(USUAL, names.group(3))
              : new Named(names.group(1), names.group(2)));
    }
    return named;
  }

  private static List<Named> missing(List<Named> named, Map<String, String> sources) {
    return named.stream()
        .filter(
            each -> {
              var source = sources.getOrDefault(each.className(), "");
              return each.method() == null
                  ? source.isEmpty()
                  : !source.contains("void " + each.method() + "(");
            })
        .toList();
  }

  /** The tests of every module, by the names of their classes; of one name, all. */
  private static Map<String, String> sources() throws IOException {
    var sources = new HashMap<String, String>();
    for (var folder : List.of("", "deploy", "deploy/local")) {
      try (var modules = Files.newDirectoryStream(ROOT.resolve(folder), "*")) {
        for (var module : modules) {
          read(module.resolve("src/test/java"), sources);
        }
      }
    }
    return sources;
  }

  private static void read(Path tests, Map<String, String> sources) throws IOException {
    if (!Files.isDirectory(tests)) {
      return;
    }
    try (var files = Files.walk(tests)) {
      for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        var name = file.getFileName().toString().replace(".java", "");
        sources.merge(name, Files.readString(file), String::concat);
      }
    }
  }
}
