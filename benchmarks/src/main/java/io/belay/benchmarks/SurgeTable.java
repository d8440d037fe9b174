package io.belay.benchmarks;

import io.belay.contract.Topics;
import io.belay.events.CaseAccepted;
import io.belay.events.CaseProgress;
import io.belay.events.ClockBreached;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * So many due times at one instant, each of a customer who is to be told, beside {@linkplain Beside
 * a day's work}: whether new cases and urgent messages wait behind them.
 */
final class SurgeTable {
  /** In {@code packs}. */
  static final String PACK = "surge";

  /** Of a case of {@code overdue} in that pack. */
  private static final Duration TARGET = Duration.ofHours(1);

  /** Services that have just started begin with so small a part. */
  private static final int FIRST_SHARE = 100;

  /** A surge of a tenth is repeated until the compilers are almost idle; so often at most. */
  private static final int WARM_UP_SHARE = 10;

  private static final int MOST_WARM_UP = 8;
  private static final Duration QUIET = Duration.ofSeconds(30);
  private static final Duration LEAD = Duration.ofSeconds(15);
  private static final Duration READER_STARTS_WITHIN = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** So many cases a second are opened, and their customers told, at least, until it is known. */
  private static final int SLOWEST_OPENING = 50;

  /** What is taken as sure of the rate at which cases were opened before. */
  private static final double SURE_SHARE = 0.6;

  private final BenchPlatform platform;
  private final PrintStream out;
  private final DoorLoad door;
  private final Deserializer<Object> progress;
  private double openedPerSecond = SLOWEST_OPENING;
  private int rounds;

  SurgeTable(BenchPlatform platform, PrintStream out) {
    this.platform = platform;
    this.out = out;
    this.door = new DoorLoad(platform);
    this.progress = platform.avro().deserializer();
  }

  /**
   * What was seen of a surge.
   *
   * @param timers fired
   * @param late how late they were
   * @param told how long after the instant customers of the surge had their message
   * @param accepted how many milliseconds cases opened while the timers fired waited until their
   *     acceptance could be read
   * @param whileFiring milliseconds from the door to the phone, of urgent cases told while the
   *     timers fired
   * @param untilTold the same until the last customer of the surge was told
   * @param compilers their share of the processors meanwhile
   */
  private record Surge(
      Rate timers,
      Spread late,
      Spread told,
      List<Long> accepted,
      List<Long> whileFiring,
      List<Long> untilTold,
      double compilers) {}

  void print(int cases) throws Exception {
    var unused = surge(Math.max(1, cases / FIRST_SHARE));
    double compilers = 1;
    for (int i = 0; i < MOST_WARM_UP && compilers >= Stretch.COMPILED_BELOW; i++) {
      var seen = surge(Math.max(1, cases / WARM_UP_SHARE));
      compilers = seen.compilers();
      out.printf(
          "  to make warm: timers %s, urgent %s, compilers had %2.0f %%%n",
          seen.timers(), Spread.of(seen.untilTold()), compilers * 100);
    }
    quiet();
    var seen = surge(cases);
    out.printf("%n%,d cases due at one instant%n", cases);
    out.printf("  timers fired                             %s%n", seen.timers());
    out.printf("  late by                                  %s%n", seen.late());
    out.printf("  their customers are told after           %s%n", seen.told());
    out.printf("  new cases, meanwhile, are accepted after %s%n", Spread.of(seen.accepted()));
    out.printf("  urgent, door to phone, while they fire   %s%n", Spread.of(seen.whileFiring()));
    out.printf("  urgent, until all are told               %s%n", Spread.of(seen.untilTold()));
    out.printf("  compilers had                            %.0f %%%n", seen.compilers() * 100);
  }

  /** The day's work alone. */
  private void quiet() throws Exception {
    List<Long> accepted = new ArrayList<>();
    try (var reader = reader();
        var beside = new Beside(platform)) {
      beside.begin();
      long end = System.nanoTime() + QUIET.toNanos();
      reader.readAllUntil(
          (record, visible) -> {
            noteAcceptance(read(record.value()), visible.at(), accepted);
            return visible.nanos() > end;
          },
          1,
          PATIENCE);
      beside.end();
      out.printf("%nNothing due%n");
      out.printf("  new cases are accepted after             %s%n", Spread.of(accepted));
      out.printf(
          "  urgent, door to phone                    %s%n",
          Spread.of(beside.urgentUntil(Instant.MAX)));
    }
  }

  private Surge surge(int cases) throws Exception {
    var phones = "+8614%02d".formatted(rounds++);
    var arrived = Collections.synchronizedList(new ArrayList<Instant>());
    try (var arrivals =
        platform
            .inbox()
            .onArrival(
                message -> {
                  if (message.to().startsWith(phones)) {
                    arrived.add(message.receivedAt());
                  }
                })) {
      var startedAt = Instant.now();
      var dueAt = startedAt.plus(LEAD).plusSeconds((long) (cases / openedPerSecond));
      var opened = Optional.of(dueAt.minus(TARGET));
      var unused =
          door.streamed(
              cases,
              i -> {
                var phone = phones + "%07d".formatted(i);
                return new Opening("overdue", "surge-" + phone, phone, opened);
              });
      await(arrived, cases);
      openedPerSecond =
          SURE_SHARE * cases / (Duration.between(startedAt, Instant.now()).toMillis() / 1_000.0);
      if (Instant.now().plus(READER_STARTS_WITHIN).isAfter(dueAt)) {
        throw new IllegalStateException(
            "Expected %,d cases to be open, and told of, before they are due".formatted(cases));
      }
      return seen(cases, dueAt, arrived);
    }
  }

  private Surge seen(int cases, Instant dueAt, List<Instant> arrived) throws Exception {
    List<Long> late = new ArrayList<>(cases);
    List<Long> accepted = new ArrayList<>();
    var timers = new TopicReader.Span(0);
    try (var reader = reader();
        var beside = new Beside(platform)) {
      Thread.sleep(Duration.between(Instant.now(), dueAt));
      beside.begin();
      var stretch = new Stretch(platform.jvms());
      reader.readAllUntil(
          (record, visible) -> {
            var step = read(record.value());
            noteAcceptance(step, visible.at(), accepted);
            if (step.getPayload() instanceof ClockBreached breached) {
              timers.add(visible.nanos());
              late.add(Duration.between(breached.getDueAt(), visible.at()).toMillis());
              return true;
            }
            return false;
          },
          cases,
          PATIENCE);
      var firedAt = Instant.now();
      await(arrived, 2 * cases);
      var told =
          Spread.of(
              arrived.stream()
                  .skip(cases)
                  .map(at -> Duration.between(dueAt, at).toMillis())
                  .toList());
      double compilers = stretch.compilersShare();
      beside.end();
      return new Surge(
          timers.rate(),
          Spread.of(late),
          told,
          accepted,
          beside.urgentUntil(firedAt),
          beside.urgentUntil(Instant.MAX),
          compilers);
    }
  }

  private static void noteAcceptance(CaseProgress step, Instant visibleAt, List<Long> accepted) {
    if (step.getPayload() instanceof CaseAccepted acceptance) {
      accepted.add(Duration.between(acceptance.getOpenedAt(), visibleAt).toMillis());
    }
  }

  private static void await(List<Instant> arrived, int enough) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (arrived.size() < enough) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "Expected %,d messages, but %,d arrived".formatted(enough, arrived.size()));
      }
      Thread.sleep(10);
    }
  }

  private CaseProgress read(byte[] value) {
    return (CaseProgress) progress.deserialize(Topics.CASE_PROGRESS, value);
  }

  private TopicReader reader() {
    return new TopicReader(
        platform.bootstrapServers(), Topics.CASE_PROGRESS, platform::escalationIsAlive);
  }
}
