package io.belay.benchmarks;

import io.belay.contract.TrustedRecords;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Everything in one run on one machine, baselines first; prints one line a measurement. */
public final class Benchmarks {
  private static final PrintStream OUT = System.out;

  private Benchmarks() {}

  /**
   * Runs a table of measurements.
   *
   * @param args as {@link Load#of} takes them
   */
  public static void main(String[] args) throws Exception {
    TrustedRecords.trust();
    Load load;
    try {
      load = Load.of(args);
    } catch (IllegalArgumentException e) {
      OUT.println("benchmarks: " + e.getMessage());
      System.exit(2);
      return;
    }
    Path directory = Files.createTempDirectory("belay-benchmarks-");
    OUT.println("Data and logs in " + directory);
    OUT.printf(
        "%d processors, Java %s, %s; broker, services, gateways and this driver share them%n",
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        System.getProperty("os.name"));
    if (load.table().equals("scaling")) {
      new ScalingTable(directory, OUT).print(load.cases());
    } else {
      measure(directory, load);
    }
    // After a failure the logs stay: they lie in the directory too.
    BenchPlatform.delete(directory);
  }

  private static void measure(Path directory, Load load) throws Exception {
    try (var platform = BenchPlatform.start(directory)) {
      switch (load.table()) {
        case "timers" -> {
          platform.startEscalationAlone();
          new TimerTables(platform, directory, OUT).backlog(load.cases(), load.rounds());
        }
        case "lateness" -> {
          platform.startEscalationAlone();
          new TimerTables(platform, directory, OUT).lateness(load.cases(), load.perSecond());
        }
        case "sending" ->
            new SendingTable(platform, directory, OUT).print(load.cases(), load.rounds());
        case "events" ->
            new EventTable(platform, directory, OUT).print(load.cases(), load.rounds());
        case "door" -> new DoorTable(platform, directory, OUT).print(load.cases(), load.rounds());
        case "flatness" -> new FlatnessTable(platform, OUT).print(load.cases(), load.perSecond());
        case "surge" -> {
          platform.startServices(SurgeTable.PACK);
          new SurgeTable(platform, OUT).print(load.cases());
        }
        case "growth" -> new GrowthTable(platform, OUT).print(load.cases());
        case "sms" -> {
          platform.startServices();
          new SmsTable(platform)
              .print(load.perSecond(), seconds(load.cases() / load.perSecond(), 1), OUT);
        }
        default -> overview(platform, directory, load);
      }
      OUT.println("\nUsed since the start of each process");
      platform.uses().forEach((name, use) -> OUT.printf("  %-46s %s%n", name, use));
    }
  }

  private static void overview(BenchPlatform platform, Path directory, Load load) throws Exception {
    int cases = load.cases();
    int divisor = Math.max(1, 100_000 / cases);
    OUT.println("\nBaselines, without Belay");
    var baselines = new Baselines(platform.bootstrapServers(), BenchPlatform.PARTITIONS);
    int records = 500_000 / divisor;
    row("plain producer, acks=all", baselines.plainProducer(records));
    row(
        "pass-through stream, exactly once",
        baselines.plainStream(records, 1, Baselines.EVENT_BYTES, 0, directory));

    OUT.println("\nBelay");
    platform.startServices();
    var door = new DoorLoad(platform);
    row(
        "case at the door to SMS at the gateway, 20/s",
        new SmsTable(platform).eventToSms(SmsTable.Way.REQUESTS, 20, seconds(70, divisor)));
    row(
        "cases acknowledged over HTTP, 64 clients",
        door.casesAcknowledged(platform.intakeUrl(), 64, seconds(30, divisor)));
    platform.stopNotificationAndIntake();

    var escalation = new EscalationLoad(platform);
    row("events through escalation, from a backlog", escalation.events(cases).rate());
    row("timers fired, from a backlog", escalation.timers(cases).rate());
    row(
        "lateness of timers, %d/s".formatted(load.perSecond()),
        escalation.lateness(load.perSecond(), seconds(60, divisor)));
  }

  private static Duration seconds(int seconds, int divisor) {
    return Duration.ofSeconds(Math.max(15, seconds / divisor));
  }

  private static void row(String what, Object value) {
    OUT.printf("  %-46s %s%n", what, value);
  }
}
