package io.belay.escalation.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.escalation.domain.calendar.Pause;
import io.belay.escalation.domain.clock.ClockKind;
import io.belay.escalation.domain.event.CaseDates;
import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.Statute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the packs of eight markets say when the law's clocks are due. */
class MarketPacksTest {
  private static final Path ROOT =
      Path.of(Objects.requireNonNull(System.getProperty("belay.root")));

  /** How much of a time a date is, and a minute. */
  private static final int DATE = "2026-01-01".length();

  private static final int MINUTE = "2026-01-01T12:00".length();

  /** Whose days the packs count, by the name others give them. */
  private static final Map<String, String> COUNTED =
      Map.of(
          "EU", "EU-TARGET",
          "UK", "GB-EAW",
          "US", "US-FRB",
          "IN", "IN-MH-BANK",
          "SG", "SG",
          "AU", "AU-NSW");

  static List<Path> files() throws IOException {
    return ShippedPacksTest.files().stream()
        .filter(file -> file.getFileName().toString().startsWith("market-"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void aMarketsPackIsForCounselToConfirmAndNamesTheSourceOfEachRule(Path file) throws IOException {
    assertThat(Files.readAllLines(file).get(1)).startsWith("# TO BE CONFIRMED BY YOUR COUNSEL.");
    assertThat(statutory(read(file)))
        .isNotEmpty()
        .allSatisfy(
            clock -> {
              assertThat(statute(clock).source()).isNotBlank();
              assertThat(clock.metBy())
                  .allMatch(
                      deed -> deed.startsWith("milestone:") || deed.startsWith("informed:notice-"));
            });
  }

  @ParameterizedTest
  @CsvSource({
    // Thursday before Easter: Friday and Monday are no business days, of fifteen 13 are left.
    "eu, eu-psd2-complaint-final, 2026-04-02T09:00:00+02:00, 2026-04-27T23:59:59.999+02:00",
    "eu, eu-psd2-unauthorised-refund, 2026-12-24T18:00:00+01:00, 2026-12-28T23:59:59.999+01:00",
    // The bank holiday of 31 August is not counted; the third day ends at five.
    "uk, uk-disp-src, 2026-08-27T11:00:00+01:00, 2026-09-02T17:00:00+01:00",
    "uk, uk-disp-final, 2026-11-02T10:00:00Z, 2026-12-28T23:59:59.999Z",
    // Independence Day 2026 is a Saturday: the Federal Reserve is open on Friday 3 July.
    "us, us-rege-provisional, 2026-06-30T16:00:00-04:00, 2026-07-14T23:59:59.999-04:00",
    "us, us-rege-final45, 2026-06-30T16:00:00-04:00, 2026-08-14T23:59:59.999-04:00",
    // Fifteen days from 20 September end inside the holidays of October, and stay there.
    "cn, cn-nfra-decision, 2026-09-20T09:00:00+08:00, 2026-10-05T23:59:59.999+08:00",
    // The first, third and fifth Saturday are worked in Mumbai.
    "in, in-rbi-shadow-credit, 2026-07-01T12:00:00+05:30, 2026-07-14T23:59:59.999+05:30",
    "in, in-rbi-tat-t5, 2026-07-01T12:00:00+05:30, 2026-07-06T23:59:59.999+05:30",
    "in, in-rbi2027-resolve-domestic, 2027-01-04T09:00:00+05:30, 2027-02-18T23:59:59.999+05:30",
    "sg, sg-eupg-investigate, 2026-11-02T10:00:00+08:00, 2026-12-02T23:59:59.999+08:00",
    "hk, hk-ic4-final, 2026-11-02T10:00:00+08:00, 2026-12-02T23:59:59.999+08:00",
    // 24 hours over the end of summer time are 24 hours.
    "au, au-rg271-ack, 2026-04-04T20:00:00+11:00, 2026-04-05T19:00:00+10:00",
    "au, au-rg271-final, 2026-11-02T10:00:00+11:00, 2026-12-02T23:59:59.999+11:00",
  })
  void aClockOfTheLawIsDue(String market, String clock, String start, String due)
      throws IOException {
    var statute = statute(pack(market).clock(clock));

    assertThat(statute.due(instant(start))).isEqualTo(instant(due));
  }

  @Test
  void extensionsCountFromTheStart() throws IOException {
    var received = instant("2026-09-20T09:00:00+08:00");
    var decision = statute(pack("cn").clock("cn-nfra-decision"));

    assertThat(decision.extensions())
        .extracting(extension -> decision.due(received, extension))
        .containsExactly(
            instant("2026-10-20T23:59:59.999+08:00"), instant("2026-11-19T23:59:59.999+08:00"));
    assertThat(decision.extensions())
        .extracting(Statute.Extension::needsApprover)
        .containsExactly(false, true);
  }

  @Test
  void aLawThatChangesBindsByTheDayOfTheTransaction() throws IOException {
    var former = statute(pack("in").clock("in-rbi-resolve90"));
    var latter = statute(pack("in").clock("in-rbi2027-resolve-domestic"));
    var lastDay = instant("2026-12-31T23:59:00+05:30");
    var firstDay = instant("2027-01-01T00:00:00+05:30");

    assertThat(former.holdsFor(on(lastDay))).isTrue();
    assertThat(latter.holdsFor(on(lastDay))).isFalse();
    assertThat(former.holdsFor(on(firstDay))).isFalse();
    assertThat(latter.holdsFor(on(firstDay))).isTrue();
  }

  /** A case opened long after its transaction. */
  private static CaseDates on(Instant transactionAt) {
    return new CaseDates(instant("2027-03-01T12:00:00+05:30"), transactionAt);
  }

  @Test
  void whereTheTransactionIsNotKnownTheDayOfTheOpeningCounts() throws IOException {
    var opened = new CaseDates(instant("2027-01-01T00:00:00+05:30"), null);

    assertThat(statute(pack("in").clock("in-rbi2027-resolve-domestic")).holdsFor(opened)).isTrue();
    assertThat(statute(pack("in").clock("in-rbi-resolve90")).holdsFor(opened)).isFalse();
  }

  @Test
  void aScamPaidBeforeTheRulesOfReimbursementIsNotOwedOne() throws IOException {
    var reimburse = statute(pack("uk").clock("uk-app-reimburse"));
    var before = instant("2024-10-06T23:59:59+01:00");
    var from = instant("2024-10-07T00:00:00+01:00");
    var opened = instant("2026-11-20T09:00:00Z");

    assertThat(reimburse.holdsFor(new CaseDates(opened, before))).isFalse();
    assertThat(reimburse.holdsFor(new CaseDates(opened, from))).isTrue();
  }

  /** A notice of 10 March, a cycle that ends on 20 March: complete ones end on 20 April and May. */
  @Test
  void aBillingErrorIsOwedAnAnswerWithinTwoCompleteCycles() throws IOException {
    var cycles = statute(pack("us").clock("us-regz-resolve"));
    var outer = statute(pack("us").clock("us-regz-resolve-outer"));
    var notice = instant("2026-03-10T09:00:00-04:00");

    assertThat(cycles.due(instant("2026-03-20T12:00:00-04:00")))
        .isEqualTo(instant("2026-05-20T23:59:59.999-04:00"));
    assertThat(outer.due(notice)).isEqualTo(instant("2026-06-08T23:59:59.999-04:00"));
  }

  @Test
  void eachDayBeyondTheLimitOfAFailedTransactionIsOwed() throws IOException {
    var accrual = pack("in").clock("in-rbi-accrual-t5");

    assertThat(accrual.recurring()).isTrue();
    assertThat(accrual.metBy()).containsExactly("milestone:TRANSACTION_REVERSED");
    assertThat(statute(accrual).after()).isEqualTo(new Statute.After.Breach("in-rbi-tat-t5"));
  }

  @Test
  void onlyGroundsThatWereConfirmedStopTheTimeForReimbursingAScam() throws IOException {
    assertThat(statute(pack("uk").clock("uk-app-reimburse")).pausesFor())
        .containsExactlyInAnyOrder(WaitingOn.CUSTOMER, WaitingOn.OTHER_BANK);
    assertThat(statute(pack("uk").clock("uk-app-outer")).pausesFor()).isEmpty();
  }

  @Test
  void examplesWorkedOutByOthersAreDueAsThePacksSay() throws IOException {
    var file = ROOT.resolve("../shared/conformance/statutory_cases.json");
    assumeTrue(Files.exists(file), "the shared examples are not on this machine");
    List<String> compared = new ArrayList<>();
    for (var example : new JsonMapper().readTree(Files.readString(file)).get("examples")) {
      var clock = ruleOf(example);
      if (clock.isPresent()) {
        compared.add(example.get("id").asString());
        var due = due(clock.get(), example);
        var zone = statute(clock.get()).clock().zone();
        var expected = example.get("expected_due").asString();
        assertThat(due.atZone(zone).toOffsetDateTime().toString())
            .as(example.get("id").asString())
            .startsWith(expected.length() == DATE ? expected : expected.substring(0, MINUTE));
      }
    }
    assertThat(compared).hasSizeGreaterThan(12).contains("UK-11");
  }

  /** Two cycles count from the first statement day after the notice; 90 days from the notice. */
  private static Instant due(ClockRule clock, JsonNode example) throws IOException {
    var start = instant(example.get("start").asString());
    var counted = statute(clock).clock();
    if (!example.has("billing_cycle_close_day")) {
      return counted.due(start, pausesOf(example));
    }
    var notice = start.atZone(counted.zone());
    var closes = notice.withDayOfMonth(example.get("billing_cycle_close_day").asInt());
    var statement = closes.isAfter(notice) ? closes : closes.plusMonths(1);
    var outer = statute(pack("us").clock("us-regz-resolve-outer")).due(start);
    var cycles = counted.due(statement.toInstant(), List.of());
    return cycles.isBefore(outer) ? cycles : outer;
  }

  /** The clock of a pack that counts as this example does: by its rule, its days and its year. */
  private static Optional<ClockRule> ruleOf(JsonNode example) throws IOException {
    var market = example.get("jurisdiction").asString();
    var name = example.get("rule").asString().replaceAll("[._]", "-");
    var days = example.get("calendar").asString();
    var first = instant("2026-01-01T00:00:00Z");
    if (instant(example.get("start").asString()).isBefore(first)
        || !(days.equals("CALENDAR") || days.equals(COUNTED.get(market)))
        || !Files.exists(fileOf(market))) {
      return Optional.empty();
    }
    boolean pauses = example.has("pause");
    return pack(market).clocks().stream()
        .filter(clock -> clock.name().equals(name))
        .filter(clock -> !pauses || !statute(clock).pausesFor().isEmpty())
        .findFirst();
  }

  private static List<Pause> pausesOf(JsonNode example) {
    return example
        .path("pause")
        .valueStream()
        .map(
            pause ->
                new Pause(
                    instant(pause.get("stopped").asString()),
                    instant(pause.get("resumed").asString()),
                    pause.get("reason").asString()))
        .toList();
  }

  private static List<ClockRule> statutory(PolicyPack pack) {
    return pack.clocks().stream().filter(clock -> clock.kind() == ClockKind.STATUTORY).toList();
  }

  private static Statute statute(ClockRule clock) {
    return Objects.requireNonNull(clock.statute());
  }

  private static Path fileOf(String market) {
    return ROOT.resolve("deploy/policies/market-" + market.toLowerCase(Locale.ROOT) + ".yaml");
  }

  private static PolicyPack pack(String market) throws IOException {
    return read(fileOf(market));
  }

  private static PolicyPack read(Path file) throws IOException {
    var reading = new PackReader().read(Files.readAllBytes(file), file.toString());
    assertThat(reading).isInstanceOf(PackReading.Read.class);
    return ((PackReading.Read) reading).pack();
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}
