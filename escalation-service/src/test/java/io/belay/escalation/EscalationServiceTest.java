package io.belay.escalation;

import static io.belay.escalation.ServicePlatform.opening;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.belay.contract.DeadLetterHeaders;
import io.belay.escalation.stream.PackConflictException;
import io.belay.events.Channel;
import io.belay.events.Linked;
import io.belay.events.Opened;
import io.belay.events.Resolved;
import io.belay.events.TierPromoted;
import io.belay.events.Transaction;
import io.belay.guard.ApiHeaders;
import io.belay.local.AccessTable;
import io.belay.local.FreePort;
import io.belay.local.LocalBroker;
import io.belay.local.LocalCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service against a real broker of several partitions and a real registry. */
class EscalationServiceTest {
  private static final Duration SOON = Duration.ofSeconds(40);

  @TempDir static Path data;
  private static ServicePlatform platform;
  private static Wires wires;

  @TempDir Path dir;

  @BeforeAll
  static void startPlatform() {
    platform = ServicePlatform.start(data);
    wires = platform.wires();
  }

  @AfterAll
  static void stopPlatform() {
    platform.close();
  }

  @Test
  void anUnansweredCaseClimbsAndEverybodyCanSeeWhy() {
    try (var service = RunningService.start(settings("first", packs("quick")))) {
      wires.report("first-1", opening("withdrawal-delayed"));

      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(wires.stepsOf("first-1"))
                      .containsSubsequence("CaseAccepted", "ClockBreached", "TierPromoted"));
      var promoted = (TierPromoted) payload("first-1", "TierPromoted");
      assertThat(promoted.getTo()).isEqualTo("senior");

      var found = service.json("/v1/cases/first-1", platform.reader());
      assertThat(found.get("tier").asString()).isEqualTo("senior");
      assertThat(found.get("queue").asString()).isEqualTo("senior-desk");
      assertThat(found.get("policy").asString()).isEqualTo("quick@1");
      var clocks = found.get("clocks");
      assertThat(service.texts(clocks, "clock")).containsExactly("first-response", "tier-response");
      assertThat(service.texts(clocks, "state")).containsExactly("breached", "running");
      assertThat(Duration.parse(clocks.get(1).get("remaining").asString()))
          .isBetween(Duration.ofMinutes(55), Duration.ofHours(1));
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(
                          service.texts(
                              service.json("/v1/cases/first-1/timeline", platform.reader()),
                              "type"))
                      .isEqualTo(wires.stepsOf("first-1")));
      var ledger =
          service.json("/v1/cases/first-1/clocks/first-response/ledger", platform.reader());
      assertThat(ledger.get("ran").asString())
          .isEqualTo("PT1S")
          .isEqualTo(ledger.get("target").asString());
      assertThat(service.texts(ledger.get("lines"), "kind")).containsExactly("ran");
      assertThat(
              service
                  .ask("/v1/cases/first-1/clocks/no-clock/ledger", platform.reader())
                  .statusCode())
          .isEqualTo(404);
      var queues = service.json("/v1/queues", platform.reader());
      assertThat(service.texts(queues, "tier")).contains("senior");
      assertThat(service.texts(service.json("/v1/cases/first-1/tiers", platform.reader()), "tier"))
          .startsWith("front-line", "senior");
      assertThat(service.json("/v1/policies", platform.reader()).get("packs").valueStream())
          .allSatisfy(
              pack ->
                  assertThat(service.texts(pack.get("clocks"), "clock"))
                      .contains("first-response"));
      assertThat(service.json("/v1/policies", platform.reader()).get("active").get("*").asString())
          .isEqualTo("quick@1");
    }
  }

  @Test
  void casesThatBelongTogetherMeetInTheirRooms() {
    try (var service = RunningService.start(settings("rooms", packs("quick")))) {
      wires.report("rooms-outage", opening("outage"));
      wires.report("rooms-member", opening("withdrawal-delayed"));
      wires.report("rooms-member", new Linked(null, "rooms-outage", null));
      wires.report("rooms-one", openingAbout("W-1"));
      wires.report("rooms-other", openingAbout("W-1"));

      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                assertThat(wires.stepsOf("rooms-member")).contains("CaseLinked", "PromotionHeld");
                assertThat(wires.stepsOf("rooms-outage")).contains("TierPromoted");
                // they lie in two partitions: either may be the first
                assertThat(List.of(wires.stepsOf("rooms-one"), wires.stepsOf("rooms-other")))
                    .filteredOn(steps -> steps.contains("CaseLinked"))
                    .singleElement()
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .contains("ClockVoided");
              });
      var member =
          service.json("/v1/cases/rooms-member", platform.reader()).get("links").get("incident");
      assertThat(member.get("incidentId").asString()).isEqualTo("rooms-outage");
      assertThat(service.texts(member.get("held"), "clock")).containsExactly("first-response");
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                var incident = service.json("/v1/incidents/rooms-outage", platform.reader());
                assertThat(incident.get("members").asInt()).isEqualTo(1);
                assertThat(incident.get("tier").asString()).isEqualTo("senior");
              });
      var duplicate = wires.stepsOf("rooms-one").contains("CaseLinked") ? "one" : "other";
      var links = service.json("/v1/cases/rooms-" + duplicate, platform.reader()).get("links");
      assertThat(service.texts(links.get("cases"), "relation")).containsExactly("duplicate");
      assertThat(service.ask("/v1/incidents/no-incident", platform.reader()).statusCode())
          .isEqualTo(404);

      wires.report("rooms-outage", new Resolved("PAID_OUT"));
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(wires.stepsOf("rooms-member"))
                      .containsSubsequence("PromotionHeld", "CaseReleased", "TierPromoted"));
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                var incident = service.json("/v1/incidents/rooms-outage", platform.reader());
                assertThat(incident.get("state").asString()).isEqualTo("over");
                assertThat(incident.get("members").asInt()).isZero();
              });
    }
  }

  @Test
  void unreadableRecordsGoToTheDeadLettersAndTheStreamGoesOn() {
    try (var service = RunningService.start(settings("dead", packs("quick")))) {
      wires.sendBytes("dead-1", "no record".getBytes(UTF_8));
      wires.report("dead-1", opening("other"));

      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(wires.stepsOf("dead-1")).contains("CaseAccepted"));
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(wires.deadLetters())
                      .anySatisfy(
                          letter -> {
                            assertThat(letter.value()).asString(UTF_8).isEqualTo("no record");
                            assertThat(
                                    letter.headers().lastHeader(DeadLetterHeaders.REASON).value())
                                .asString(UTF_8)
                                .isEqualTo("unreadable");
                          }));
      assertThat(service.ask("/actuator/prometheus", "").body())
          .contains("belay_dead_letters_total{reason=\"unreadable\",topic=\"case-events\"} 1.0");
    }
  }

  @Test
  void aTickerThatDoesNotTickIsSeenByTheAuditor() {
    var asleep =
        Map.of(
            "belay.tick.interval", "10s",
            "belay.audit.overdue-after", "1s",
            "belay.audit.interval", "200ms");
    var settings = new HashMap<>(settings("asleep", packs("quick")));
    settings.putAll(asleep);
    try (var service = RunningService.start(settings)) {
      wires.report("asleep-1", opening("withdrawal-delayed"));

      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(service.ask("/actuator/prometheus", "").body())
                      .containsPattern("belay_audit_overdue_wakeups [1-9]")
                      .contains("belay_audit_cases_differing 0.0"));
    }
  }

  @Test
  void aCaseGoesOnAfterARestartAlsoWhenThePackFileIsGone() {
    try (var before = RunningService.start(settings("again", packs("quick")))) {
      wires.report("again-1", opening("refund-missing"));
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                assertThat(wires.stepsOf("again-1")).contains("CaseAccepted");
                assertThat(before.ask("/v1/cases/again-1", platform.reader()).statusCode())
                    .isEqualTo(200);
              });
    }

    try (var after = RunningService.start(settings("again", dir.resolve("nothing")))) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(wires.stepsOf("again-1")).containsOnlyOnce("TierPromoted"));
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(
                          after.json("/v1/cases/again-1", platform.reader()).get("tier").asString())
                      .isEqualTo("senior"));
    }
  }

  @Test
  void anActivationIsFollowedWithoutARestartUnlessNobodyPublishedTheVersion() {
    try (var service = RunningService.start(settings("active", packs("quick", "small")))) {
      wires.activate("HK", "small", "9");
      wires.activate("SG", "small", "1");
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(
                          service
                              .json("/v1/policies", platform.reader())
                              .get("active")
                              .path("SG")
                              .asString(""))
                      .isEqualTo("small@1"));
      wires.report("active-sg", openingIn("SG"));
      wires.report("active-hk", openingIn("HK"));

      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                assertThat(policyOf("active-sg")).contains("small@1");
                assertThat(policyOf("active-hk")).contains("quick@1");
              });
    }
  }

  private static Opened openingIn(String market) {
    return Opened.newBuilder()
        .setCategory("other")
        .setChannel(Channel.APP)
        .setMarket(market)
        .build();
  }

  private static Optional<String> policyOf(String caseId) {
    return wires.of(caseId).stream()
        .map(step -> step.getPolicyPack() + "@" + step.getPolicyVersion())
        .findFirst();
  }

  @Test
  void anyInstanceAnswersForAnyCaseAlsoOverTls() {
    var certificate = LocalCertificate.make(dir.resolve("tls"), "escalation");
    var ids = IntStream.range(0, 12).mapToObj(i -> "two-" + i).toList();
    try (var one = RunningService.start(settings("two", packs("quick")), certificate);
        var other =
            RunningService.start(
                with(
                    settings("two", packs("quick")),
                    "belay.state-directory",
                    dir.resolve("other").toString()),
                certificate)) {
      ids.forEach(id -> wires.report(id, opening("other")));

      await()
          .atMost(SOON)
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                for (var service : List.of(one, other)) {
                  for (var id : ids) {
                    assertThat(
                            service
                                .json("/v1/cases/" + id, platform.reader())
                                .get("caseId")
                                .asString())
                        .isEqualTo(id);
                  }
                  assertThat(openAtFrontLine(service)).isGreaterThanOrEqualTo(ids.size());
                }
                assertThat(openAtFrontLine(one)).isEqualTo(openAtFrontLine(other));
              });
      assertThat(other.ask("/v1/cases/nobody", platform.reader()).statusCode()).isEqualTo(404);
      assertThat(one.ask("/v1/cases/nobody", platform.reader()).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aWarmCopyAnswersWithItsAgeWhileTheOwnerCannot() {
    var ids = IntStream.range(0, 12).mapToObj(i -> "warm-" + i).toList();
    var settings = with(settings("warm", packs("quick")), "belay.standby-replicas", "1");
    // whoever asks this instance gets no answer, as from one that hangs
    var unreachable = with(settings, "belay.advertised-address", "127.0.0.1:" + FreePort.any());
    try (var one = RunningService.start(unreachable);
        var other =
            RunningService.start(
                with(settings, "belay.state-directory", dir.resolve("other").toString()))) {
      ids.forEach(id -> wires.report(id, opening("other")));

      await()
          .atMost(SOON)
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                var answers =
                    ids.stream()
                        .map(id -> other.ask("/v1/cases/" + id, platform.reader()))
                        .toList();
                assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
                var ages =
                    answers.stream().flatMap(a -> a.headers().allValues("Age").stream()).toList();
                assertThat(ages).isNotEmpty().hasSizeLessThan(ids.size());
                assertThat(ages).allMatch(age -> Long.parseLong(age) <= 60);
              });
      assertThat(one.ask("/v1/cases/warm-0", platform.reader()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void everyRouteAsksForWhatTheTableSaysAndAnswersCarryTheirHeaders() {
    try (var service =
        RunningService.start(
            with(settings("doors", packs("quick")), "belay.instance-id", "doors-1"))) {
      assertThat(
              AccessTable.of("escalation").faults(service.url(), platform.keys(), service.routes()))
          .isEmpty();
      assertThat(service.ask("/v3/api-docs", "").headers().map())
          .containsEntry("X-Content-Type-Options", List.of("nosniff"))
          .containsEntry("Cache-Control", List.of("no-cache, no-store, max-age=0, must-revalidate"))
          .containsEntry("Content-Security-Policy", List.of(ApiHeaders.POLICY))
          .containsEntry("Referrer-Policy", List.of("no-referrer"))
          .containsEntry("X-Frame-Options", List.of("DENY"));
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(service.ask("/actuator/health/readiness", "").statusCode())
                      .isEqualTo(200));
      var unknown = service.ask("/v1/cases/doors-1", platform.reader());
      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(unknown.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
      assertThat(unknown.body()).contains("urn:belay:problem:case-unknown");
      assertThat(wires.membersOf("doors")).isNotEmpty();
      assertThat(service.ask("/actuator/prometheus", "").body())
          .contains("belay_reader_running{reader=\"stream\"} 1.0");
      assertThat(service.drain(platform.keys().token("t", "cases:read")))
          .startsWith("1 ")
          .contains("scope");
      assertThat(service.drain(platform.keys().token("t", "ops")))
          .startsWith("0 ")
          .contains("drained: it may be stopped");
      assertThat(service.ask("/actuator/health/readiness", "").statusCode()).isEqualTo(503);
      assertThat(wires.membersOf("doors")).isEmpty();
      assertThat(service.ask("/actuator/prometheus", "").body())
          .contains("belay_reader_running{reader=\"stream\"} 0.0");
    }
  }

  @Test
  void otherContentUnderAPublishedVersionRefusesToStart() throws IOException {
    try (var first = RunningService.start(settings("conflict", packs("quick")))) {
      assertThat(first.ask("/actuator/health/liveness", "").statusCode()).isEqualTo(200);
    }
    var packs = packs("quick");
    var changed = packs.resolve("quick.yaml");
    Files.writeString(changed, Files.readString(changed).replace("P4: 1h", "P4: 2h"));

    assertThatExceptionOfType(PackConflictException.class)
        .isThrownBy(() -> RunningService.start(settings("conflict", packs)))
        .withMessageContaining("quick@1")
        .withMessageContaining("new version");
  }

  @Test
  void aPackFileWithAMistakeRefusesToStartWithItsPlace() throws IOException {
    var packs = packs("quick");
    Files.writeString(packs.resolve("broken.yaml"), "pack: broken\nversion: 1\nladdr: []\n");

    assertThatExceptionOfType(Exception.class)
        .isThrownBy(() -> RunningService.start(settings("broken", packs)))
        .havingRootCause()
        .isInstanceOf(PackConflictException.class)
        .withMessageContaining("broken.yaml:3:1");
  }

  /** At the turn of the year a new version has to bring the next year's days along. */
  @Test
  void aNewVersionWhoseHolidaysEndBeforeItsLongestClockCouldRefusesToStart() throws IOException {
    var packs = packs("quick");
    var file = packs.resolve("quick.yaml");
    var lastYear = Instant.now().atZone(ZoneOffset.UTC).getYear() - 1;
    Files.writeString(
        file,
        Files.readString(file)
            .replace("version: \"1\"", "version: \"short\"")
            .replace(
                "{zone: UTC, open: always}",
                "{zone: UTC, open: {mon-sun: [\"00:00-24:00\"]}, holidays: ["
                    + lastYear
                    + "-12-25]}"));

    assertThatExceptionOfType(PackConflictException.class)
        .isThrownBy(() -> RunningService.start(settings("too-short", packs)))
        .withMessageContaining("quick@short")
        .withMessageContaining("is not published")
        .withMessageContaining("Expected holidays for as long as clock '")
        .withMessageContaining("add those of the next year");
  }

  @Test
  void withoutTopicsItIsAliveButNotReadyUntilTheyAreThere() throws Exception {
    try (var empty = LocalBroker.start(dir.resolve("empty"))) {
      int at = freePort();
      var settings =
          with(
              with(
                  settings("late", packs("quick")),
                  "spring.kafka.bootstrap-servers",
                  empty.bootstrapServers()),
              "server.port",
              "" + at);
      var starting = CompletableFuture.supplyAsync(() -> RunningService.start(settings));
      await()
          .atMost(SOON)
          .ignoreExceptionsInstanceOf(UncheckedIOException.class)
          .untilAsserted(
              () -> {
                assertThat(RunningService.status(at, "/actuator/health/liveness")).isEqualTo(200);
                assertThat(RunningService.status(at, "/actuator/health/readiness")).isEqualTo(503);
              });
      assertThat(starting).isNotDone();

      empty.createTopics(1);

      try (var service = starting.get(SOON.toSeconds(), TimeUnit.SECONDS)) {
        await()
            .atMost(SOON)
            .untilAsserted(
                () ->
                    assertThat(RunningService.status(at, "/actuator/health/readiness"))
                        .isEqualTo(200));
        assertThat(service.port()).isEqualTo(at);
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Opened openingAbout(String reference) {
    return Opened.newBuilder(opening("other"))
        .setTransaction(Transaction.newBuilder().setReference(reference).build())
        .build();
  }

  private static Object payload(String caseId, String kind) {
    return wires.of(caseId).stream()
        .map(step -> step.getPayload())
        .filter(p -> p.getClass().getSimpleName().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static long openAtFrontLine(RunningService service) {
    return service
        .json("/v1/queues", platform.reader())
        .valueStream()
        .filter(line -> line.get("tier").asString().equals("front-line"))
        .mapToLong(line -> line.get("open").asLong())
        .sum();
  }

  private Path packs(String... names) {
    return platform.packs(dir.resolve("packs"), names);
  }

  private Map<String, String> settings(String application, Path packs) {
    return platform.settings(application, dir.resolve("state"), packs, "quick");
  }

  private static Map<String, String> with(Map<String, String> settings, String key, String value) {
    var changed = new HashMap<>(settings);
    changed.put(key, value);
    return changed;
  }
}
