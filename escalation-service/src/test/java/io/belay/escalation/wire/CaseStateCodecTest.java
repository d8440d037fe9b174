package io.belay.escalation.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.belay.escalation.domain.clock.Clock;
import io.belay.escalation.domain.clock.Clock.Doubts;
import io.belay.escalation.domain.clock.Clock.Lapse;
import io.belay.escalation.domain.clock.Clock.Phase;
import io.belay.escalation.domain.clock.Clock.Stint;
import io.belay.escalation.domain.clock.Clock.Unproven;
import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.event.CaseDates;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.lifecycle.CaseState.History;
import io.belay.escalation.domain.lifecycle.CaseState.Identity;
import io.belay.escalation.domain.lifecycle.CaseState.Placement;
import io.belay.escalation.domain.lifecycle.EventMemory;
import io.belay.escalation.domain.lifecycle.Links;
import io.belay.escalation.domain.lifecycle.Milestones;
import io.belay.escalation.domain.lifecycle.Milestones.Reached;
import io.belay.escalation.domain.lifecycle.Stay;
import io.belay.escalation.domain.lifecycle.Tenure;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.domain.progress.Progress.Excluded;
import io.belay.escalation.domain.progress.Progress.Handler;
import io.belay.escalation.domain.progress.Progress.Money;
import io.belay.escalation.domain.progress.Progress.Profile;
import io.belay.escalation.domain.progress.Progress.Status;
import io.belay.escalation.domain.queue.Standing;
import io.belay.escalation.state.StoredCase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class CaseStateCodecTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123Z");

  private static final Stay STAY = new Stay(Set.of("resolution"), Set.of("next-update"), 2, 1);

  private static final Doubts DOUBTS =
      new Doubts(
          new Unproven(
              "m-1",
              NOON,
              true,
              Duration.ofMinutes(2),
              3,
              new Stint(
                  NOON,
                  NOON.plusSeconds(2),
                  Duration.ofSeconds(98),
                  NOON.plusSeconds(101),
                  List.of(NOON.plusSeconds(51)),
                  1)),
          new Lapse(NOON, NOON.plusSeconds(3), NOON.plusSeconds(4), Duration.ofMinutes(1)));

  private static final Links LINKS =
      new Links(
          List.of(new Links.LinkedCase("C-2", "duplicate"), new Links.LinkedCase("C-3", null)),
          new Links.Membership(
              "I-1",
              List.of(
                  new Links.Held("clock-breached", "resolution", NOON),
                  new Links.Held("customer-request", null, NOON))));

  private static final Tenure TENURE =
      new Tenure(
          NOON.minusSeconds(3),
          true,
          List.of(
              new Tenure.Leftover(
                  "budget", "front-line", NOON, Duration.ofSeconds(99), NOON.plusSeconds(5))));

  private final CaseStateCodec codec = new CaseStateCodec();

  /** Every field filled, every phase present. */
  static CaseState fullCase() {
    return fullCase(
        STAY,
        milestones(
            new Reached(
                "DECISION_SENT",
                NOON.plusSeconds(6),
                List.of(NOON.plusSeconds(8), NOON.plusSeconds(9)),
                true),
            new Reached("REVIEW_REQUESTED", null, List.of(NOON.plusSeconds(7)), false)),
        DOUBTS,
        new CaseDates(NOON, NOON.minusSeconds(7)),
        LINKS,
        TENURE);
  }

  private static CaseState fullCase(
      Stay stay, Milestones milestones, Doubts doubts, CaseDates dates) {
    return fullCase(stay, milestones, doubts, dates, Links.NONE, Tenure.UNKNOWN);
  }

  private static CaseState fullCase(
      Stay stay,
      Milestones milestones,
      Doubts doubts,
      CaseDates dates,
      Links links,
      Tenure tenure) {
    var phases =
        List.<Phase>of(
            new Phase.Running(),
            new Phase.Paused(NOON, "CUSTOMER"),
            new Phase.Breached(),
            new Phase.Met(NOON, true),
            new Phase.Voided(NOON, "case-closed"));
    var stint =
        new Stint(
            NOON,
            NOON.plusSeconds(1),
            Duration.ofSeconds(99),
            NOON.plusSeconds(100),
            List.of(NOON.plusSeconds(50), NOON.plusSeconds(75)),
            1);
    var clocks =
        java.util.stream.IntStream.range(0, phases.size())
            .mapToObj(
                i ->
                    new Clock(
                        "clock-" + i,
                        i == 0 ? ClockKind.STATUTORY : ClockKind.INTERNAL,
                        Duration.ofMinutes(2),
                        i + 1,
                        stint,
                        phases.get(i),
                        i == 3 ? doubts : Doubts.NONE))
            .toList();
    return new CaseState(
        new Identity("C-1", "K-1", new PolicyRef("wallet", "2026.1"), dates),
        new Profile("refund-refused", "P2", "CN", "CN-SH-01", "W-1", new Money("199.00", "CNY")),
        new Status.Waiting(WaitingOn.MERCHANT, NOON.plusSeconds(60)),
        new Placement(
            "senior",
            "senior-queue",
            new Handler("A-17", "李工", "frontline-sh"),
            new Excluded(Set.of("A-1"), Set.of("T-1")),
            stay,
            tenure),
        clocks,
        new History(
            42,
            2,
            NOON,
            NOON.plusSeconds(9),
            milestones,
            new EventMemory(List.of("e-1", "e-2"), 3)),
        links);
  }

  @Test
  void aCaseComesBackAsItWas() {
    assertThat(codec.read(codec.write(fullCase()))).isEqualTo(fullCase());
  }

  @Property(tries = 300)
  void anyCaseComesBackAsItWas(@ForAll("cases") CaseState state) {
    var bytes = codec.write(state);

    assertThat(codec.read(bytes)).isEqualTo(state);
    assertThat(CaseStateCodec.wakeUpAt(bytes)).isEqualTo(state.wakeUpAt());
    assertThat(CaseStateCodec.standing(bytes)).isEqualTo(Standing.of(state));
  }

  @Test
  void bytesOfTheFirstFormatAreStillRead() throws IOException {
    assertThat(codec.read(pinned("stored-case-1.hex")))
        .isEqualTo(fullCase(Stay.NEW, Milestones.NONE, Doubts.NONE, new CaseDates(NOON, null)));
  }

  @Test
  void bytesOfTheSecondFormatAreStillRead() throws IOException {
    assertThat(codec.read(pinned("stored-case-2.hex")))
        .isEqualTo(
            fullCase(STAY, withoutTimes("ACCOUNT_FROZEN"), Doubts.NONE, new CaseDates(NOON, null)));
  }

  @Test
  void bytesOfTheThirdFormatAreStillRead() throws IOException {
    assertThat(codec.read(pinned("stored-case-3.hex")))
        .isEqualTo(
            fullCase(
                STAY,
                withoutTimes("ACCOUNT_FROZEN"),
                DOUBTS,
                new CaseDates(NOON, NOON.minusSeconds(7))));
  }

  @Test
  void bytesOfTheFourthFormatAreStillRead() throws IOException {
    assertThat(codec.read(pinned("stored-case-4.hex")))
        .isEqualTo(
            fullCase(
                STAY,
                withoutTimes("ACCOUNT_FROZEN"),
                DOUBTS,
                new CaseDates(NOON, NOON.minusSeconds(7)),
                LINKS,
                Tenure.UNKNOWN));
  }

  @Test
  void bytesOfTheFifthFormatAreStillRead() throws IOException {
    assertThat(codec.read(pinned("stored-case-5.hex")))
        .isEqualTo(
            fullCase(
                STAY,
                withoutTimes("ACCOUNT_FROZEN"),
                DOUBTS,
                new CaseDates(NOON, NOON.minusSeconds(7)),
                LINKS,
                TENURE));
  }

  @Test
  void bytesOfTheSixthFormatAreStillRead() throws IOException {
    assertThat(codec.read(pinned("stored-case-6.hex")))
        .isEqualTo(
            fullCase(
                STAY,
                milestones(new Reached("DECISION_SENT", NOON.plusSeconds(6), true)),
                DOUBTS,
                new CaseDates(NOON, NOON.minusSeconds(7)),
                LINKS,
                TENURE));
  }

  @Test
  void bytesOfTheSeventhFormatAreStillRead() throws IOException {
    assertThat(codec.read(pinned("stored-case-7.hex")))
        .isEqualTo(
            fullCase(
                STAY,
                milestones(
                    new Reached(
                        "DECISION_SENT", NOON.plusSeconds(6), List.of(NOON.plusSeconds(8)), true),
                    new Reached("REVIEW_REQUESTED", null, List.of(NOON.plusSeconds(7)), false)),
                DOUBTS,
                new CaseDates(NOON, NOON.minusSeconds(7)),
                LINKS,
                TENURE));
  }

  private static Milestones milestones(Reached... more) {
    var reached = new ArrayList<Reached>();
    reached.add(new Reached("ACCOUNT_FROZEN", null, false));
    reached.addAll(List.of(more));
    return new Milestones(reached, List.of("HOLDING_REPLY_SENT"));
  }

  private static Milestones withoutTimes(String name) {
    return new Milestones(List.of(new Reached(name, null, false)), List.of());
  }

  @Test
  void theCurrentFormatIsPinned() throws IOException {
    assertThat(HexFormat.of().formatHex(codec.write(fullCase())))
        .as("a changed stored form needs a new format number and keeps the old schema beside it")
        .isEqualTo(HexFormat.of().formatHex(pinned("stored-case-8.hex")));
  }

  @Test
  void theSchemaOfTheCurrentFormatIsTheOneThatIsWritten() throws IOException {
    try (var in = CaseStateCodec.class.getResourceAsStream("stored-case-8.avsc")) {
      assertThat(new Schema.Parser().parse(in)).isEqualTo(StoredCase.getClassSchema());
    }
  }

  @Test
  void unknownFormatsAreRefusedByTheirNumber() {
    assertThatIllegalStateException()
        .isThrownBy(() -> codec.read(new byte[] {9, 0, 0}))
        .withMessageContaining("format 9");
    assertThatIllegalStateException().isThrownBy(() -> CaseStateCodec.wakeUpAt(new byte[0]));
  }

  private static byte[] pinned(String resource) throws IOException {
    try (var in = CaseStateCodecTest.class.getResourceAsStream(resource)) {
      assertThat(in).as(resource).isNotNull();
      return HexFormat.of()
          .parseHex(
              new String(in.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII).strip());
    }
  }

  private static Links linksOf(String text) {
    return new Links(
        List.of(new Links.LinkedCase(text, null)),
        new Links.Membership(text, List.of(new Links.Held(text, text, NOON))));
  }

  private static Stay stayOf(String text) {
    return new Stay(Set.of(text), Set.of(), text.length(), 1);
  }

  @Provide
  Arbitrary<CaseState> cases() {
    return Combinators.combine(statuses(), clocks(), profiles(), histories(), texts())
        .as(
            (status, clocks, profile, history, text) ->
                new CaseState(
                    new Identity(text, "K" + text, new PolicyRef("p", text), NOON),
                    profile,
                    status,
                    new Placement(text, text, Handler.NOBODY, Excluded.NOBODY, stayOf(text)),
                    clocks,
                    history,
                    linksOf(text)));
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings().withCharRange('\u4e00', '\u4eff').alpha().ofMaxLength(40);
  }

  private static Arbitrary<Instant> instants() {
    return Arbitraries.longs().between(0, 4_000_000_000_000L).map(Instant::ofEpochMilli);
  }

  private static Arbitrary<Status> statuses() {
    return Arbitraries.oneOf(
        Arbitraries.of(new Status.Open(), new Status.Resolved(), new Status.Closed()),
        Combinators.combine(Arbitraries.of(WaitingOn.values()), instants())
            .as(Status.Waiting::new));
  }

  private static Arbitrary<Profile> profiles() {
    return Combinators.combine(texts(), texts().injectNull(0.3), texts().injectNull(0.3))
        .as(
            (category, market, amount) ->
                new Profile(
                    category,
                    "P3",
                    market,
                    null,
                    market,
                    amount == null ? null : new Money(amount, market)));
  }

  private static Arbitrary<History> histories() {
    return Combinators.combine(
            Arbitraries.longs().greaterOrEqual(0),
            instants().injectNull(0.5),
            instants().injectNull(0.5),
            texts().list().ofMaxSize(EventMemory.CAPACITY))
        .as(
            (sequence, promoted, settled, seen) ->
                new History(
                    sequence,
                    1,
                    promoted,
                    settled,
                    new Milestones(List.of(new Reached("M-1", promoted, sequence % 2 == 0)), seen),
                    new EventMemory(seen, 5)));
  }

  private static Arbitrary<List<Clock>> clocks() {
    Arbitrary<Phase> phases =
        Arbitraries.oneOf(
            Arbitraries.of(new Phase.Running(), new Phase.Breached()),
            Combinators.combine(instants(), texts()).as(Phase.Paused::new),
            instants().map(at -> new Phase.Met(at, false)),
            Combinators.combine(instants(), texts()).as(Phase.Voided::new));
    return Combinators.combine(
            texts(), instants(), instants().list().ofMaxSize(3), phases, Arbitraries.integers())
        .as(
            (name, at, warnAt, phase, number) ->
                new Clock(
                    name,
                    ClockKind.INTERNAL,
                    Duration.ofMillis(Math.abs((long) number)),
                    number,
                    new Stint(
                        at,
                        at,
                        Duration.ofMillis(number),
                        at,
                        warnAt.stream().sorted().toList(),
                        1),
                    phase))
        .list()
        .ofMaxSize(6);
  }
}
