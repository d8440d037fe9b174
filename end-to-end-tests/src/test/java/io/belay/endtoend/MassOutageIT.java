package io.belay.endtoend;

import static io.belay.endtoend.CaseRequest.aCase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.contract.Topics;
import io.belay.endtoend.OutageMessages.Kind;
import io.belay.endtoend.OutageSteps.Step;
import io.belay.events.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An outage as a bank has it: thousands open a case, all are linked to one incident and become
 * overdue at the same instant. The incident climbs for them, each customer reads of it once, at the
 * gateway's pace, while urgent cases of others overtake; once it is over, each case goes on alone.
 *
 * <p>With {@code -Plong}; figures go to {@code target/mass-outage.md}. {@code
 * -Dbelay.outage.cases=N} has N cases, {@code -Dbelay.outage.rate=N} a gateway of N SMS a second,
 * of which most texts are two.
 */
@Tag("long")
class MassOutageIT {
  private static final int CASES = Integer.getInteger("belay.outage.cases", 20_000);
  private static final int RATE = Integer.getInteger("belay.outage.rate", 800);

  /** Sends under way at once: so many may be late, and reach the gateway in the next second. */
  private static final int WINDOW = 50;

  private static final int SMS_A_TEXT = 2;

  private static final Duration FIRST_RESPONSE = Duration.ofMinutes(10);
  private static final int OPENED_A_SECOND = 250;
  private static final int ORDINARY_SECONDS = 60;

  /** Their cases are overdue after {@link #FIRST_RESPONSE}, which is for the outage's alone. */
  private static final int MOST_ORDINARY_MINUTES = 4;

  private static final double COMPILED_BELOW = 0.05;
  private static final Duration SPARE = Duration.ofSeconds(30);
  private static final Duration URGENT_EVERY = Duration.ofMillis(200);
  private static final Duration URGENT_WITHIN = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final List<String> COMPILED_AS_IN_USE = List.of("-XX:TieredStopAtLevel=4");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final OutageMembers members = new OutageMembers(CASES);
  private final Map<String, Integer> eachCase = members.casesByPhone(OutageMembers::isAny);
  private final Map<String, Integer> eachCustomer = members.onceByPhone(OutageMembers::isAny);
  private final OutageMessages messages = new OutageMessages();

  @Test
  void eachCustomerReadsOfTheIncidentOnceWhileUrgentCasesOvertakeAndThenGoesOnAlone()
      throws Exception {
    var settings =
        Map.of(
            "belay.sms.rate-per-second",
            Integer.toString(RATE),
            "belay.sms.window",
            Integer.toString(WINDOW),
            // a backlog of minutes waits in the lane: as configured by default
            "belay.outbox.routine.send-within",
            "30m",
            "belay.outbox.answer-within",
            "30s");
    var variant = new Platform.Variant("packs-outage", "outage", settings, COMPILED_AS_IN_USE);
    try (var platform = Platform.start(variant);
        // from the first record on: to catch up with it later would cost the outage a processor
        var steps =
            OutageSteps.follow(
                platform.bootstrapServers(), platform.recordReader(), answers().keySet())) {
      double compilers = ordinaryMinutes(platform);
      try (var subscription = platform.inbox().onArrival(messages::take);
          var urgent = UrgentDesk.start(platform.intake(), URGENT_EVERY)) {
        play(platform, steps, urgent, compilers);
      }
    }
  }

  /**
   * Cases of other customers, as many a second, a minute after the other: an outage meets services
   * that have worked for long, not compilers. Returns what these had of the last minute.
   */
  private static double ordinaryMinutes(Platform platform) {
    var services = platform.scrapeTargets().values();
    double share = 1;
    for (int minute = 0; minute < MOST_ORDINARY_MINUTES && share >= COMPILED_BELOW; minute++) {
      var compiledBefore = Compilers.timeOf(services);
      var from = Instant.now();
      anOrdinaryMinute(platform, minute);
      share =
          Compilers.share(
              Compilers.timeOf(services).minus(compiledBefore),
              Duration.between(from, Instant.now()));
    }
    return share;
  }

  private static void anOrdinaryMinute(Platform platform, int minute) {
    var lines = new CaseLines(URI.create(platform.intakeUrl()), platform.token());
    var told = ConcurrentHashMap.<String>newKeySet();
    int first = minute * ORDINARY_SECONDS * OPENED_A_SECOND;
    try (var arrivals = platform.inbox().onArrival(message -> told.add(message.to()))) {
      var nextAt = Instant.now();
      for (int second = 0; second < ORDINARY_SECONDS; second++) {
        lines.send(OutageMembers.others(first + second * OPENED_A_SECOND, OPENED_A_SECOND));
        nextAt = nextAt.plusSeconds(1);
        waitsUntil(nextAt);
      }
      await("all customers of the minute before")
          .atMost(PATIENCE)
          .until(() -> told.size() == ORDINARY_SECONDS * OPENED_A_SECOND);
    }
  }

  private void play(Platform platform, OutageSteps steps, UrgentDesk urgent, double compilers)
      throws Exception {
    await("services that have just started are as fast as others")
        .atMost(PATIENCE)
        .until(() -> OutagePhase.isWarm(messages.arrivals(), urgent.opened()));
    var incident = platform.intake().opens(aCase("outage").category("service-outage"));
    assertThat(incident.status()).as(incident.body()).isEqualTo(201);
    var incidentId = incident.field("caseId");
    var lines = new CaseLines(URI.create(platform.intakeUrl()), platform.token());

    var openedAt = Instant.now();
    var overdueAt = openedAt.plusMillis(CASES * 1_000L / OPENED_A_SECOND).plus(SPARE);
    var caseIds = open(lines, incidentId, overdueAt.minus(FIRST_RESPONSE));
    awaits(() -> steps.notTaken(Step.LINKED, 1, caseIds), Duration.ZERO);
    assertThat(Instant.now())
        .as("all %d cases are linked before they become overdue", CASES)
        .isBefore(overdueAt);

    awaits(() -> steps.notTaken(Step.HELD, 1, caseIds), Duration.between(openedAt, overdueAt));
    awaits(() -> messages.differences(Kind.STEP, eachCustomer), sending(3 * CASES));
    membersRunAndAreHeld(platform, steps, incidentId, caseIds);

    var answers = answers();
    lines.send(
        answers.entrySet().stream()
            .map(e -> event(caseIds, e.getValue(), "AGENT_REPLIED", e.getKey(), Map.of()))
            .toList());
    await().atMost(PATIENCE).until(() -> steps.hasDecided(answers.keySet()));
    var overAt = Instant.now();
    lines.send(
        List.of(OutageMembers.event(incidentId, "RESOLVED", "over", Map.of("outcome", "SOLVED"))));
    goOnAlone(steps, caseIds);

    var solvedAt = Instant.now();
    lines.send(
        members.which(OutageMembers::isSolved).stream()
            .map(n -> event(caseIds, n, "RESOLVED", "solved-" + n, Map.of("outcome", "SOLVED")))
            .toList());
    var solved = members.casesByPhone(OutageMembers::isSolved);
    awaits(() -> messages.differences(Kind.RESULT, solved), sending(solved.size()));
    urgent.close();
    var end = Instant.now();
    await("the last urgent messages").atMost(PATIENCE).until(() -> missing(urgent).isEmpty());

    everythingWasSaidOnce();
    var opened = urgent.opened();
    var arrivals = messages.arrivals();
    var decided = urgentDecidedAt(platform);
    pace(
        urgent,
        compilers,
        List.of(
            OutagePhase.of("opened and linked", openedAt, overdueAt, arrivals, opened, decided),
            OutagePhase.of("the incident climbs", overdueAt, overAt, arrivals, opened, decided),
            OutagePhase.of("it is over", overAt, solvedAt, arrivals, opened, decided),
            OutagePhase.of("the whole time", openedAt, end, arrivals, opened, decided)));
  }

  /** By phone: when it was decided to tell the customer. */
  private static Map<String, Instant> urgentDecidedAt(Platform platform) {
    var decided = new HashMap<String, Instant>();
    try (var log = new TopicLog(platform.bootstrapServers(), Topics.DELIVERIES_SMS_URGENT)) {
      for (var record : log.readAll()) {
        var delivery = platform.recordReader().read(record.value(), Delivery.class);
        decided.putIfAbsent(delivery.getAddress(), delivery.getDecidedAt());
      }
    }
    return decided;
  }

  /** Opens the cases of a second and links them, second by second; their ids in order. */
  private List<String> open(CaseLines lines, String incidentId, Instant openedAt) {
    var at = openedAt.truncatedTo(ChronoUnit.MILLIS);
    var all = members.which(OutageMembers::isAny);
    var caseIds = new ArrayList<String>();
    var nextAt = Instant.now();
    for (int first = 0; first < CASES; first += OPENED_A_SECOND) {
      var next = all.subList(first, Math.min(CASES, first + OPENED_A_SECOND));
      caseIds.addAll(lines.send(next.stream().map(n -> members.opening(n, at)).toList()));
      lines.send(
          next.stream()
              .map(n -> event(caseIds, n, "LINKED", "link-" + n, Map.of("incidentId", incidentId)))
              .toList());
      nextAt = nextAt.plusSeconds(1);
      waitsUntil(nextAt);
    }
    return List.copyOf(caseIds);
  }

  private static void waitsUntil(Instant at) {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> !Instant.now().isBefore(at));
  }

  private static void membersRunAndAreHeld(
      Platform platform, OutageSteps steps, String incidentId, List<String> caseIds) {
    assertThat(steps.notTaken(Step.BREACHED, 1, caseIds)).isEmpty();
    assertThat(steps.notTaken(Step.PROMOTED, 0, caseIds)).isEmpty();
    assertThat(steps.notTaken(Step.PROMOTED, 1, List.of(incidentId))).isEmpty();
    var incident = read(platform, "/v1/incidents/" + incidentId);
    assertThat(incident.path("members").asInt()).isEqualTo(CASES);
    assertThat(incident.path("tier").asString()).isEqualTo("senior");
    var member = read(platform, "/v1/cases/" + caseIds.getLast());
    assertThat(member.path("tier").asString()).isEqualTo("front-line");
    assertThat(member.path("links").path("incident").path("held")).hasSize(1);
    assertThat(member.path("clocks"))
        .anyMatch(
            clock ->
                clock.path("clock").asString().equals("resolution")
                    && clock.path("state").asString().equals("running"));
  }

  /** Who was answered reads that it is over, each other case has climbed and says so. */
  private void goOnAlone(OutageSteps steps, List<String> caseIds) {
    awaits(() -> steps.notTaken(Step.RELEASED, 1, caseIds), Duration.ZERO);
    var owed = members.casesByPhone(number -> !OutageMembers.isAnswered(number));
    var answered = members.onceByPhone(OutageMembers::isAnswered);
    awaits(() -> messages.differences(Kind.PROMOTION, owed), sending(CASES));
    awaits(() -> messages.differences(Kind.OVER, answered), sending(CASES));
    assertThat(steps.notTaken(Step.PROMOTED, 1, idsOf(caseIds, false))).isEmpty();
    assertThat(steps.notTaken(Step.PROMOTED, 0, idsOf(caseIds, true))).isEmpty();
    assertThat(steps.notTaken(Step.REJECTED, 0, caseIds)).isEmpty();
  }

  private void everythingWasSaidOnce() {
    assertThat(messages.differences(Kind.ACKNOWLEDGEMENT, eachCase)).isEmpty();
    assertThat(messages.differences(Kind.JOINED, eachCustomer)).isEmpty();
    assertThat(messages.differences(Kind.STEP, eachCustomer)).isEmpty();
    assertThat(messages.differences(Kind.OTHER, Map.of())).isEmpty();
    assertThat(messages.arrivals())
        .as("nobody else is told, not even about the incident's own case")
        .allMatch(
            each -> UrgentDesk.serves(each.phone()) || eachCustomer.containsKey(each.phone()));
  }

  private static void pace(UrgentDesk urgent, double compilers, List<OutagePhase> phases)
      throws IOException {
    report(compilers, phases);
    assertThat(urgent.refused()).isEmpty();
    assertThat(phases)
        .allSatisfy(
            phase -> {
              assertThat(phase.mostPartsASecond())
                  .as(phase.row())
                  .isLessThanOrEqualTo(RATE + WINDOW);
              assertThat(phase.urgentMissing()).as(phase.row()).isZero();
              assertThat(phase.urgentDelays()).as(phase.row()).isNotEmpty();
              assertThat(phase.urgentOnTheWay()).as(phase.row()).isNotEmpty();
              assertThat(phase.urgentOnTheWay(99)).as(phase.row()).isLessThan(URGENT_WITHIN);
              assertThat(phase.urgent(99)).as(phase.row()).isLessThan(URGENT_WITHIN);
            });
  }

  private static void report(double compilers, List<OutagePhase> phases) throws IOException {
    var table = new StringBuilder();
    table.append(
        "%,d cases, gateway of %d SMS a second; before them, compilers had %.0f %% of the processors.%n%n"
            .formatted(CASES, RATE, compilers * 100));
    table.append(OutagePhase.HEADER);
    phases.forEach(phase -> table.append('\n').append(phase.row()));
    Files.writeString(
        Path.of(System.getProperty("belay.root"), "end-to-end-tests", "target", "mass-outage.md"),
        table.append('\n'));
  }

  private Set<String> missing(UrgentDesk urgent) {
    var missing = new HashSet<String>();
    urgent.opened().forEach(each -> missing.add(each.phone()));
    messages.arrivals().forEach(each -> missing.remove(each.phone()));
    return missing;
  }

  /** The event that says so, of each member that is answered. */
  private Map<String, Integer> answers() {
    return members.which(OutageMembers::isAnswered).stream()
        .collect(Collectors.toMap(n -> "answered-" + n, n -> n));
  }

  private List<String> idsOf(List<String> caseIds, boolean answered) {
    return members.which(number -> OutageMembers.isAnswered(number) == answered).stream()
        .map(caseIds::get)
        .toList();
  }

  private static String event(
      List<String> caseIds, int number, String type, String eventId, Map<String, Object> fields) {
    return OutageMembers.event(caseIds.get(number), type, eventId, fields);
  }

  /** Until nothing is left of it; {@code beyond}: what it takes by itself. */
  private static void awaits(Supplier<List<String>> left, Duration beyond) {
    await()
        .pollInterval(Duration.ofMillis(250))
        .atMost(PATIENCE.plus(beyond))
        .untilAsserted(() -> assertThat(left.get()).isEmpty());
  }

  /** How long so many messages take at the gateway's pace, and as long again. */
  private static Duration sending(int count) {
    return Duration.ofMillis(count * 2_000L * SMS_A_TEXT / RATE);
  }

  private static JsonNode read(Platform platform, String path) {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(platform.escalationUrl() + path))
              .header("Authorization", "Bearer " + platform.token())
              .build();
      var answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
