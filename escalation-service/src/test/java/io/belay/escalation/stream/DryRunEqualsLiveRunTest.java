package io.belay.escalation.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.escalation.audit.Timeless;
import io.belay.escalation.audit.Written;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.pack.PackLibrary;
import io.belay.escalation.simulate.DryRunSteps;
import io.belay.escalation.simulate.log.LogFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a dry run predicts of a log is what the running system does with it, case by case and record
 * by record in every field but wall times, where ticks hold back for longer than events are late.
 */
class DryRunEqualsLiveRunTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final String PACK = "packs/lives.yaml";

  /** Without a clock that recurs: for slices that go on for years. */
  private static final String CALM_PACK = "io/belay/escalation/simulate/small.yaml";

  private static final String ROOMS_PACK = "packs/small.yaml";
  private static final String WALLET = "deploy/policies/wallet.yaml";
  private static final int CASES_OF_A_REAL_LOG = 40;

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {"logs/fifty-lives.ndjson", "logs/desk.csv", "logs/within-the-grace.ndjson"})
  void whatTheDryRunPredictsIsWhatTheRunningSystemDoes(String log)
      throws IOException, URISyntaxException {
    var compared = compared(new LogFile(resource(log), SHANGHAI), PACK);
    assertThat(compared.predicted()).isNotEmpty();
  }

  /** The sample is worth comparing: all that can go differently is in it. */
  @Test
  void theSampleLogHasWaitsCorrectionsReopeningsRequestsAndBreaches()
      throws IOException, URISyntaxException {
    var pack = Bank.libraryOf(PACK).activeFor(null).orElseThrow();
    var steps = DryRunSteps.of(new LogFile(resource("logs/fifty-lives.ndjson"), SHANGHAI), pack);
    assertThat(steps).hasSize(50);
    assertThat(
            steps.values().stream()
                .flatMap(List::stream)
                .map(s -> s.progress().getClass().getSimpleName()))
        .contains(
            "ClockPaused",
            "ClockResumed",
            "ClockWarned",
            "ClockBreached",
            "ClockMet",
            "ClockVoided",
            "ClockRetargeted",
            "ClockExtended",
            "ClockReopened",
            "CaseReclassified",
            "CaseReopened",
            "CaseSettled",
            "TierPromoted",
            "TierDemoted",
            "LadderExhausted",
            "EventRejected",
            "FollowUpDue");
  }

  /** Two promises run out within the grace before the event; ticks on time had told of both. */
  @Test
  void whatRanOutWithinTheGraceBeforeAnEventIsToldPromiseByPromise()
      throws IOException, URISyntaxException {
    var live = live(new LogFile(resource("logs/within-the-grace.ndjson"), SHANGHAI), PACK);
    assertThat(live).hasSize(12);
    assertThat(live.values())
        .allSatisfy(
            written ->
                assertThat(written)
                    .extracting(each -> each.step().progress())
                    .filteredOn(
                        progress ->
                            progress instanceof Progress.FollowUpDue due
                                && due.messageType().equals("promotion"))
                    .hasSize(3));
    // some events came before their ticks, some after: both are shown to lead to the same
    assertThat(live.values().stream().map(DryRunEqualsLiveRunTest::ticksThatBreached).distinct())
        .hasSizeGreaterThan(1);
  }

  private static long ticksThatBreached(List<Written> steps) {
    return steps.stream()
        .filter(written -> written.step().progress() instanceof Progress.ClockBreached)
        .map(Written::at)
        .distinct()
        .count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"helpdesk_events.csv.gz", "bpi2013_events.csv.gz"})
  void aSliceOfYearsOfARealLogIsPredictedToo(String name) throws IOException {
    var log = new LogFile(slice(real(name), line -> true), SHANGHAI);
    assertThat(compared(log, CALM_PACK).predicted()).hasSize(CASES_OF_A_REAL_LOG);
  }

  /**
   * Clocks that recur fire for as long as a case is open, thousands of times in a log of years; so
   * the slice has the cases that began and ended within these days.
   */
  @ParameterizedTest
  @CsvSource({
    "uci_events.csv.gz, 2016-05-02, 2016-05-14, " + PACK,
    "bpi2013_events.csv.gz, 2012-05-01, 2012-05-04, " + PACK,
    "uci_events.csv.gz, 2016-05-02, 2016-05-30, " + WALLET,
    "bpi2013_events.csv.gz, 2012-05-01, 2012-05-20, " + WALLET,
    "helpdesk_events.csv.gz, 2012-01-01, 2012-03-01, " + WALLET,
  })
  void aSliceOfARealLogIsPredictedWithClocksThatRecur(
      String name, String from, String until, String pack) throws IOException {
    var within = new HashMap<String, Boolean>();
    lines(real(name))
        .forEach(
            line -> within.merge(caseOf(line), isWithin(line, from, until), Boolean::logicalAnd));
    var slice = slice(real(name), line -> within.getOrDefault(caseOf(line), false));
    var compared = compared(new LogFile(slice, SHANGHAI), pack);
    assertThat(compared.predicted()).hasSize(CASES_OF_A_REAL_LOG);
    assertThat(compared.predicted().values().stream().flatMap(List::stream))
        .as("a clock recurs")
        .anyMatch(s -> s.progress() instanceof Progress.ClockStarted c && c.period() > 2);
  }

  /**
   * Duplicates, repeats, an incident and its members; events are not late, for rooms hear in order.
   */
  @Test
  void whatTheRoomsFindOutIsPredictedToo() throws IOException, URISyntaxException {
    var log = new LogFile(resource("logs/rooms.ndjson"), SHANGHAI);
    var predicted = predicted(log, ROOMS_PACK);
    var live = LiveRun.onTime(dir.resolve("rooms"), log, libraryOf(ROOMS_PACK));

    assertThat(differences(predicted, live)).isEmpty();
    assertThat(
            predicted.values().stream()
                .flatMap(List::stream)
                .map(s -> s.progress().getClass().getSimpleName()))
        .contains("CaseLinked", "CaseReclassified", "PromotionHeld", "CaseReleased", "CaseResolved")
        .doesNotContain("EventRejected");
    assertThat(predicted.get("D-2"))
        .as("a duplicate ends with its first")
        .anyMatch(s -> s.progress() instanceof Progress.CaseResolved);
    assertThat(predicted.get("D-4"))
        .as("the oldest goes on where the first ended unsolved")
        .anyMatch(s -> s.progress() instanceof Progress.ClockStarted c && c.period() == 2);
  }

  /** An export has what the rooms wrote under the pack of its time; another pack decides anew. */
  @Test
  void whatRoomsWroteIntoAnExportIsFoundOutAnew() throws IOException, URISyntaxException {
    var log = resource("logs/rooms.ndjson");
    var lines = new ArrayList<>(Files.readAllLines(log));
    int opened = lines.indexOf(lines.stream().filter(l -> l.contains("D-2")).findFirst().get());
    lines.add(
        opened + 1,
        "{\"caseId\": \"D-2\", \"eventId\": \"same-matter-as-D-1\", \"type\": \"LINKED\","
            + " \"occurredAt\": \"2026-03-02T09:07:00Z\", \"toCaseId\": \"D-1\","
            + " \"relation\": \"duplicate\", \"by\": \"SYSTEM\"}");
    var export = new LogFile(Files.write(dir.resolve("export.ndjson"), lines), SHANGHAI);

    assertThat(predicted(export, ROOMS_PACK))
        .isEqualTo(predicted(new LogFile(log, SHANGHAI), ROOMS_PACK));
    assertThat(predicted(export, PACK).get("D-2"))
        .as("this pack looks for no duplicates")
        .noneMatch(step -> step.progress() instanceof Progress.CaseLinked);
  }

  @Test
  void anEventMoreIsADifference() throws IOException, URISyntaxException {
    var log = Files.readAllLines(resource("logs/desk.csv"));
    var shorter = new ArrayList<>(log);
    shorter.remove(4);
    var live = live(new LogFile(Files.write(dir.resolve("all.csv"), log), SHANGHAI), PACK);
    var predicted =
        predicted(new LogFile(Files.write(dir.resolve("shorter.csv"), shorter), SHANGHAI), PACK);
    assertThat(differences(predicted, live)).singleElement().asString().contains("D-1 #");
  }

  private record Compared(Map<String, List<Step>> predicted, Map<String, List<Written>> live) {}

  private Compared compared(LogFile log, String pack) throws IOException {
    var both = new Compared(predicted(log, pack), live(log, pack));
    assertThat(differences(both.predicted(), both.live())).isEmpty();
    assertThat(both.live().values().stream().flatMap(List::stream))
        .allSatisfy(DryRunEqualsLiveRunTest::firedWhenItWasDecided);
    return both;
  }

  private static Map<String, List<Step>> predicted(LogFile log, String pack) throws IOException {
    return DryRunSteps.of(log, libraryOf(pack).activeFor(null).orElseThrow());
  }

  private Map<String, List<Written>> live(LogFile log, String pack) throws IOException {
    return LiveRun.of(dir.resolve("state"), log, libraryOf(pack), 20_261_125L);
  }

  /** The first difference of each case that has one. */
  private static List<String> differences(
      Map<String, List<Step>> predicted, Map<String, List<Written>> live) {
    var differences = new ArrayList<String>();
    var caseIds = new TreeMap<String, Object>(predicted);
    caseIds.putAll(live);
    for (var caseId : caseIds.keySet()) {
      var expected = predicted.getOrDefault(caseId, List.of()).stream().map(Timeless::of).toList();
      var found =
          live.getOrDefault(caseId, List.of()).stream()
              .map(written -> Timeless.of(written.step()))
              .toList();
      int same = 0;
      while (same < expected.size()
          && same < found.size()
          && expected.get(same).equals(found.get(same))) {
        same++;
      }
      if (same < expected.size() || same < found.size()) {
        differences.add(
            "%s #%d: predicted %s, but found %s"
                .formatted(caseId, same, at(expected, same), at(found, same)));
      }
    }
    return differences;
  }

  private static Object at(List<Step> steps, int index) {
    return index < steps.size() ? steps.get(index) : "nothing";
  }

  /** However long a tick held back, it says when it came. */
  private static void firedWhenItWasDecided(Written written) {
    var step = written.step();
    if (step.cause() instanceof Step.Cause.ByTick(var firedAt)) {
      assertThat(firedAt).isEqualTo(written.at());
    }
    switch (step.progress()) {
      case Progress.ClockWarned warned -> assertThat(warned.firedAt()).isEqualTo(written.at());
      case Progress.ClockBreached breached ->
          assertThat(breached.firedAt()).isEqualTo(written.at());
      case Progress.TierPromoted promoted -> assertThat(promoted.firedAt()).isEqualTo(written.at());
      default -> {}
    }
  }

  private static Path real(String name) {
    var file = Path.of(System.getProperty("belay.root"), "..", "shared", "data", name);
    assumeTrue(Files.exists(file), () -> "the real log " + name + " is not on this machine");
    return file;
  }

  /** The first cases of those whose lines are wanted. */
  private Path slice(Path log, Predicate<String> wanted) throws IOException {
    var all = lines(log);
    var lines = new ArrayList<>(List.of(all.getFirst()));
    var cases = new HashSet<String>();
    for (var line : all.subList(1, all.size())) {
      boolean known = cases.contains(caseOf(line));
      if (wanted.test(line) && (known || cases.size() < CASES_OF_A_REAL_LOG)) {
        cases.add(caseOf(line));
        lines.add(line);
      }
    }
    return Files.write(dir.resolve("slice.csv"), lines);
  }

  private static List<String> lines(Path log) throws IOException {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(log)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  private static String caseOf(String line) {
    return line.substring(0, line.indexOf(','));
  }

  /** Both logs have the time in the third column, and days compare as texts. */
  private static boolean isWithin(String line, String from, String until) {
    var at = line.split(",", 4)[2];
    return at.compareTo(from) >= 0 && at.compareTo(until) < 0;
  }

  /** A pack of the tests, or one that is shipped. */
  private static PackLibrary libraryOf(String pack) throws IOException {
    var shipped = Path.of(System.getProperty("belay.root"), pack);
    return Files.exists(shipped) ? Bank.libraryOf(shipped) : Bank.libraryOf(pack);
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(DryRunEqualsLiveRunTest.class.getClassLoader().getResource(name))
            .toURI());
  }
}
