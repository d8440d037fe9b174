package io.belay.escalation;

import static io.belay.escalation.ServicePlatform.opening;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.contract.DeadLetterHeaders;
import io.belay.escalation.domain.event.CaseEvent;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.events.Channel;
import io.belay.events.Linked;
import io.belay.events.Opened;
import io.belay.events.Resolved;
import io.belay.events.TierPromoted;
import io.belay.events.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of cases at one service, with a real broker of several partitions and a real
 * registry.
 */
@TestInstance(Lifecycle.PER_CLASS)
class CasesAtTheServiceTest {
  private static final Duration SOON = Duration.ofSeconds(40);

  private final ServicePlatform platform = ServicePlatform.shared();
  private final Wires wires = platform.wires();
  private RunningService service;

  @SuppressWarnings("NullAway.Init") // started before the first test
  CasesAtTheServiceTest() {}

  @BeforeAll
  void startService(@TempDir Path dir) {
    service = RunningService.start(platform.settings("cases", dir, "quick", "small"));
  }

  @AfterAll
  void stopService() {
    service.close();
  }

  @Test
  void anUnansweredCaseClimbsAndEverybodyCanSeeWhy() {
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
                            service.json("/v1/cases/first-1/timeline", platform.reader()), "type"))
                    .isEqualTo(wires.stepsOf("first-1")));
    var ledger = service.json("/v1/cases/first-1/clocks/first-response/ledger", platform.reader());
    assertThat(ledger.get("ran").asString())
        .isEqualTo("PT1S")
        .isEqualTo(ledger.get("target").asString());
    assertThat(service.texts(ledger.get("lines"), "kind")).containsExactly("ran");
    assertThat(
            service
                .answer("/v1/cases/first-1/clocks/no-clock/ledger", platform.reader())
                .statusCode())
        .isEqualTo(404);
    var queues = service.json("/v1/queues", platform.reader());
    assertThat(service.texts(queues, "tier")).contains("senior");
    assertThat(service.texts(service.json("/v1/cases/first-1/tiers", platform.reader()), "tier"))
        .startsWith("front-line", "senior");
    assertThat(service.json("/v1/policies", platform.reader()).get("packs").valueStream())
        .allSatisfy(
            pack ->
                assertThat(service.texts(pack.get("clocks"), "clock")).contains("first-response"));
    assertThat(service.json("/v1/policies", platform.reader()).get("active").get("*").asString())
        .isEqualTo("quick@1");
  }

  @Test
  void aLongCaseIsExplainedFromAllOfItsSteps() {
    wires.report("longest-1", opening("other"));
    wires.reportAll(
        IntStream.range(0, 10_050)
            .mapToObj(i -> reported("n-" + i, "longest-1", new CaseEvent.Noted()))
            .toList());
    wires.report(reported("r", "longest-1", new CaseEvent.AgentReplied()));
    wires.report(reported("w", "longest-1", new CaseEvent.WaitingStarted(WaitingOn.OTHER_BANK)));

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(service.answer("/v1/cases/longest-1/tiers", platform.reader()).body())
                    .contains("waiting:OTHER_BANK"));
    var ledger =
        service.json("/v1/cases/longest-1/clocks/first-response/ledger", platform.reader());
    assertThat(Duration.parse(ledger.get("ran").asString()))
        .as("until it was answered")
        .isLessThan(Duration.ofHours(1));
  }

  private static ReportedEvent reported(String eventId, String caseId, CaseEvent event) {
    return new ReportedEvent(eventId, caseId, "K-1", Instant.now(), null, event);
  }

  @Test
  void aTimelineGoesOnAfterTheStepThatWasTheLastOne() {
    wires.report("long-1", opening("withdrawal-delayed"));
    var timeline = "/v1/cases/long-1/timeline";
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              var answer = service.answer(timeline, platform.reader());
              assertThat(answer.body()).contains("TierPromoted");
            });

    var all = service.texts(service.json(timeline, platform.reader()), "sequence");
    assertThat(service.texts(service.json(timeline + "?after=2", platform.reader()), "sequence"))
        .containsSequence(all.subList(2, all.size()))
        .doesNotContain("1", "2");
    assertThat(service.json(timeline + "?after=1000000", platform.reader())).isEmpty();
    assertThat(service.answer(timeline + "?after=two", platform.reader()).statusCode())
        .isEqualTo(400);
    assertThat(service.answer("/v1/cases/no-case/timeline?after=1", platform.reader()).statusCode())
        .isEqualTo(404);
    assertThat(service.ask("/v3/api-docs", "").body())
        .contains("ask again with the last sequence as after");
  }

  @Test
  void casesThatBelongTogetherMeetInTheirRooms() {
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
    assertThat(service.answer("/v1/incidents/no-incident", platform.reader()).statusCode())
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

  @Test
  void unreadableRecordsGoToTheDeadLettersAndTheStreamGoesOn() {
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
                          assertThat(letter.headers().lastHeader(DeadLetterHeaders.REASON).value())
                              .asString(UTF_8)
                              .isEqualTo("unreadable");
                        }));
    assertThat(service.ask("/actuator/prometheus", "").body())
        .contains("belay_dead_letters_total{reason=\"unreadable\",topic=\"case-events\"} 1.0");
  }

  @Test
  void anActivationIsFollowedWithoutARestartUnlessNobodyPublishedTheVersion() {
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

  private static Opened openingIn(String market) {
    return Opened.newBuilder()
        .setCategory("other")
        .setChannel(Channel.APP)
        .setMarket(market)
        .build();
  }

  private static Opened openingAbout(String reference) {
    return Opened.newBuilder(opening("other"))
        .setTransaction(Transaction.newBuilder().setReference(reference).build())
        .build();
  }

  private Optional<String> policyOf(String caseId) {
    return wires.of(caseId).stream()
        .map(step -> step.getPolicyPack() + "@" + step.getPolicyVersion())
        .findFirst();
  }

  private Object payload(String caseId, String kind) {
    return wires.of(caseId).stream()
        .map(step -> step.getPayload())
        .filter(p -> p.getClass().getSimpleName().equals(kind))
        .findFirst()
        .orElseThrow();
  }
}
