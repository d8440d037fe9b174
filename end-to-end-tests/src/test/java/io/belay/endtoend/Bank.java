package io.belay.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.contract.Topics;
import io.belay.events.CaseProgress;
import io.belay.events.ClockBreached;
import io.belay.events.ClockWarned;
import io.belay.events.TierPromoted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** A bank at Belay's doors: opens cases, reports events, and reads what Belay decided. */
final class Bank implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final IntakeClient intake;
  private final RecordReader reader;
  private final TopicLog progressLog;
  private final List<CaseProgress> progress = new ArrayList<>();
  private final Map<String, String> caseIdByName = new LinkedHashMap<>();
  private final List<String> acknowledgedEventIds = new ArrayList<>();
  private int recordsSeen;

  Bank(IntakeClient intake, RecordReader reader, String bootstrapServers) {
    this.intake = intake;
    this.reader = reader;
    this.progressLog = new TopicLog(bootstrapServers, Topics.CASE_PROGRESS);
  }

  /** Opens a case, which must be acknowledged; its caseId. */
  String opens(CaseRequest request) {
    IntakeClient.Answer answer = intake.opens(request);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    String caseId = answer.field("caseId");
    caseIdByName.put(request.name(), caseId);
    return caseId;
  }

  /** Reports an event of a case opened before, which must be acknowledged; its eventId. */
  String reports(String caseName, String type, Map<String, Object> fields) {
    String eventId = caseName + "/" + type + "/" + acknowledgedEventIds.size();
    var body = new LinkedHashMap<>(fields);
    body.put("type", type);
    body.put("eventId", eventId);
    IntakeClient.Answer answer = intake.reports(caseId(caseName), body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    acknowledgedEventIds.add(eventId);
    return eventId;
  }

  String caseId(String caseName) {
    return Objects.requireNonNull(caseIdByName.get(caseName), caseName);
  }

  /** Ids of the cases opened so far. */
  List<String> caseIds() {
    return List.copyOf(caseIdByName.values());
  }

  List<String> acknowledgedEventIds() {
    return List.copyOf(acknowledgedEventIds);
  }

  /** Waits until the steps have been taken, those of one case in the given order. */
  Expectation expects(Expected... steps) {
    var expected = List.of(steps);
    await("steps " + expected)
        .pollInSameThread()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> missing(expected), List::isEmpty);
    return new Expectation(expected);
  }

  /** What {@link #expects} waited for. */
  final class Expectation {
    private final List<Expected> expected;

    private Expectation(List<Expected> expected) {
      this.expected = expected;
    }

    /** No other warning, breach or promotion was decided for these cases up to now. */
    void andNothingElse() {
      for (String caseName : expected.stream().map(Expected::caseName).distinct().toList()) {
        var others = new ArrayList<>(climbOf(caseId(caseName)));
        for (Expected step : expected) {
          others.stream().filter(step.matches()).findFirst().ifPresent(others::remove);
        }
        assertThat(others).as(caseName).isEmpty();
      }
    }
  }

  /** All steps of a case that can be read by now, as they stand in the topic. */
  List<CaseProgress> progressOf(String caseId) {
    return progress().stream().filter(p -> p.getCaseId().equals(caseId)).toList();
  }

  /** All steps of all cases that can be read by now. */
  List<CaseProgress> progress() {
    var records = progressLog.read();
    for (; recordsSeen < records.size(); recordsSeen++) {
      var record = records.get(recordsSeen);
      if (!PrivacyIT.UNREADABLE.equals(record.key())) {
        progress.add(reader.read(record.value(), CaseProgress.class));
      }
    }
    return List.copyOf(progress);
  }

  /** Waits until progress says so. */
  void awaits(String what, Predicate<List<CaseProgress>> condition) {
    await(what)
        .pollInSameThread()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> condition.test(progress()));
  }

  private List<CaseProgress> climbOf(String caseId) {
    return progressOf(caseId).stream()
        .filter(
            p ->
                p.getPayload() instanceof ClockWarned
                    || p.getPayload() instanceof ClockBreached
                    || p.getPayload() instanceof TierPromoted)
        .toList();
  }

  private List<Expected> missing(List<Expected> expected) {
    var missing = new ArrayList<Expected>();
    for (String caseName : expected.stream().map(Expected::caseName).distinct().toList()) {
      var steps = progressOf(caseId(caseName)).iterator();
      for (Expected step : expected) {
        if (step.caseName().equals(caseName)) {
          boolean found = false;
          while (!found && steps.hasNext()) {
            found = step.matches().test(steps.next());
          }
          if (!found) {
            missing.add(step);
          }
        }
      }
    }
    return missing;
  }

  @Override
  public void close() {
    progressLog.close();
  }
}
