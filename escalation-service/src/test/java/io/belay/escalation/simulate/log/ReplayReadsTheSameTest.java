package io.belay.escalation.simulate.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.escalation.domain.event.Actor;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.pack.PackReader;
import io.belay.escalation.pack.PackReading;
import io.belay.local.replay.EventLog;
import io.belay.local.replay.LogEvent;
import io.belay.local.replay.LogMapping;
import io.belay.local.replay.PackCategories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** An odd log, read for {@code ./run --replay} and for {@code ./belay simulate}. */
class ReplayReadsTheSameTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final Path PACK =
      Path.of(Objects.requireNonNull(System.getProperty("belay.root")))
          .resolve("deploy/policies/replay.yaml");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final List<String> ODD_LOG =
      List.of(
          "\uFEFFevent,case_id,ts,seq,tier,priority,group,actor,category,raw",
          "opened,A,2026-03-02 09:00:00,1,,2,desk,li,fraud,",
          "assigned,A,2026-03-02T09:01:00,2,,,,,,",
          "queued,A,2026-03-02T09:02:00,3,,,g1,,,",
          "agent_assigned,A,2026-03-02T09:02:30,4,,,g1,li,,",
          "reassigned,A,2026-03-02T09:02:40,5,,,,li,,",
          "",
          "triaged,A,2026-03-02T09:03:00,6,,,,,refund,",
          "triaged,A,2026-03-02T09:03:01,7,,,,,,",
          "triaged,A,2026-03-02T09:03:02,8,,1,,,card,",
          "priority_lowered,A,2026-03-02T09:03:03,9,,,,,no-such-category,",
          "priority_raised,A,2026-03-02T09:03:04,10,,9,,,,",
          "in_progress,A,2026-03-02T09:04:00.123456,11,,9,,ada,,",
          "customer_contacted,A,2026-03-02T09:05:00,12,,,g1,,,\"a text",
          "",
          "over lines, and \"\"quoted\"\"\"",
          "updated,A,2026-03-02T09:05:30,13,,,,,,\"a quote without its partner",
          "waiting_customer,A,2026-03-02T09:06:00,14,,,,,,",
          "customer_replied,A,2026-03-02T02:07:00+01:00,15,,,g1,li,,",
          "waiting_vendor,A,2026-03-02T01:08:00Z,16,,,,,,",
          "waiting_internal,A,2026-03-02T09:09:00,17,,,,,,",
          "resumed,A,2026-03-02T09:10:00,18,,,,,,",
          "escalated,A,2026-03-02T09:11:00,19,,,,li,,",
          "deescalated,A,2026-03-02T09:12:00,20,,,,,,",
          "something_new,A,2026-03-02T09:13:00,21,,,,,,",
          "updated,A,02.03.2026,22,,,,,,",
          "updated,A,2160-03-02T09:14:00,23,,,,,,",
          "updated,A,2026-03-02T09:14:00,one,,,,,,",
          "updated,,2026-03-02T09:14:00,24,,,,,,",
          ",A,2026-03-02T09:14:00,25,,,,,,",
          "updated,A,2026-03-02T09:14:00",
          "resolved,A,2026-03-02T09:15:00,26,,,g1,li,,",
          "reopened,A,2026-03-02T09:16:00,27,,,,,,",
          "closed,A,2026-03-02T09:17:00,28,,,,,,",
          "opened,B,2026-03-02T09:00:00,1,,0,,,refund,",
          "opened,C,2026-03-02T09:00:00,1,,,,,PROD582,",
          "cancelled,C,2026-03-02T09:00:01,4000000000,,,,,,",
          "opened,D,2026-03-02T09:00:00,-1,,,,7,,");

  @TempDir Path dir;

  /**
   * What a line became.
   *
   * @param actors where the replay names one; who else did it changes nothing
   */
  private record Read(
      String caseId, long sequence, Instant at, List<CaseEvent> events, List<Actor> actors) {}

  @Test
  void oneLogIsTheSameEventsInBoth() throws IOException {
    var file = zipped(ODD_LOG);
    var replayed = replayed(EventLog.read(file, Integer.MAX_VALUE, SHANGHAI));

    assertThat(replayed).hasSize(25);
    assertThat(simulated(file)).containsExactlyInAnyOrderElementsOf(replayed);
  }

  @Test
  void theyLeaveOutTheSameLines() throws IOException {
    var file = zipped(ODD_LOG);

    assertThat(leftOutOfTheDryRun(file))
        .containsExactly(12L, 17L, 26L, 27L, 28L, 29L, 30L, 31L, 35L);
    assertThat(leftOutOfTheReplay(file)).isEqualTo(leftOutOfTheDryRun(file));
  }

  @Test
  void withoutASequenceBothGoByTheLine() throws IOException {
    var file =
        zipped(
            List.of(
                "case_id,ts,event",
                "A,2026-03-02T09:00:00,opened",
                "A,2026-03-02T09:00:00,resolved",
                "A,2026-03-02T09:00:00,closed"));
    var replayed = replayed(EventLog.read(file, Integer.MAX_VALUE, SHANGHAI));

    assertThat(replayed).extracting(Read::sequence).containsExactly(2L, 3L, 4L);
    assertThat(simulated(file)).isEqualTo(replayed);
  }

  private List<Read> replayed(EventLog log) throws IOException {
    var categories = PackCategories.of(Files.readString(PACK));
    var mapping = new LogMapping("run", categories.imports(), categories.fallback());
    var read = new ArrayList<Read>();
    for (var event : log.events()) {
      var reported = new ArrayList<ReportedEvent>();
      for (var line : lines(event, mapping)) {
        reported.add(asIntakeTakesIt(line));
      }
      read.add(read(event.caseId(), event.seq(), event.at(), reported, UnaryOperator.identity()));
    }
    return read;
  }

  private static List<Map<String, Object>> lines(LogEvent event, LogMapping mapping) {
    if (LogMapping.opens(event)) {
      return List.of(Map.of("open", mapping.opening(event, event.at())));
    }
    return mapping.events(event, event.at()).stream()
        .map(
            body -> {
              Map<String, Object> line = new LinkedHashMap<>(body);
              line.put("caseId", event.caseId());
              return line;
            })
        .toList();
  }

  private static ReportedEvent asIntakeTakesIt(Map<String, Object> line) {
    try {
      return new NdjsonLines(ZoneOffset.UTC)
          .read(1, JSON.writeValueAsString(line))
          .events()
          .getFirst();
    } catch (LineFormat.MalformedLineException e) {
      throw new AssertionError(e);
    }
  }

  private List<Read> simulated(Path file) throws IOException {
    var categories = categories();
    var read = new ArrayList<Read>();
    try (var lines = new LogFile(file, SHANGHAI).open(categories)) {
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        if (line.get() instanceof LogLine.Happened happened) {
          read.add(
              read(
                  happened.caseId(),
                  happened.sequence(),
                  happened.at(),
                  happened.events(),
                  categories));
        }
      }
    }
    return read;
  }

  /**
   * @param categories of openings, which go by the pack's names when they are decided
   */
  private static Read read(
      String caseId,
      long sequence,
      Instant at,
      List<ReportedEvent> reported,
      UnaryOperator<String> categories) {
    var actors = new ArrayList<Actor>();
    for (var each : reported) {
      switch (each.event()) {
        case CaseEvent.AgentReplied e -> actors.add(actor(each.actor()));
        case CaseEvent.CustomerReplied e -> actors.add(actor(each.actor()));
        case CaseEvent.EscalationRequested e -> actors.add(actor(each.actor()));
        case CaseEvent.Resolved e -> actors.add(actor(each.actor()));
        default -> {}
      }
    }
    var events = reported.stream().map(each -> named(each.event(), categories)).toList();
    return new Read(caseId, sequence, at, events, actors);
  }

  private static Actor actor(@Nullable Actor actor) {
    return Objects.requireNonNull(actor);
  }

  private static CaseEvent named(CaseEvent event, UnaryOperator<String> categories) {
    return event instanceof CaseEvent.Opened opened
        ? new CaseEvent.Opened(
            categories.apply(opened.category()),
            opened.priority(),
            opened.transaction(),
            opened.handledBy(),
            opened.market(),
            opened.entity(),
            opened.imported())
        : event;
  }

  private static UnaryOperator<String> categories() throws IOException {
    var pack = ((PackReading.Read) new PackReader().read(Files.readAllBytes(PACK), "pack")).pack();
    return name -> pack.categories().of(name).name();
  }

  private static List<Long> leftOutOfTheReplay(Path file) {
    return EventLog.read(file, Integer.MAX_VALUE, SHANGHAI).malformed().stream()
        .map(said -> Long.valueOf(said.replaceAll("line (\\d+): .*", "$1")))
        .toList();
  }

  private static List<Long> leftOutOfTheDryRun(Path file) throws IOException {
    var left = new ArrayList<Long>();
    try (var lines = new LogFile(file, SHANGHAI).open()) {
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        if (line.get() instanceof LogLine.Malformed malformed) {
          left.add(malformed.number());
        }
      }
    }
    return left;
  }

  /** Its name does not say that it is zipped. */
  private Path zipped(List<String> lines) throws IOException {
    var file = dir.resolve("odd_events.csv");
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(lines.stream().collect(Collectors.joining("\n", "", "\n")).getBytes(UTF_8));
    }
    return file;
  }
}
