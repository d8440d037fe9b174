package io.belay.local.launch;

import io.belay.events.CaseProgress;
import io.belay.events.DeliveryOutcome;
import io.belay.local.count.RecordFollower;
import io.belay.local.count.Tally;
import io.belay.local.launch.Console.Tone;
import io.belay.local.replay.CompressedPack;
import io.belay.local.replay.EventLog;
import io.belay.local.replay.LogMapping;
import io.belay.local.replay.PackCategories;
import io.belay.local.replay.Replay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code ./run --replay}: a log through the running system, a bar on the way, a summary at the end.
 */
final class Replaying {
  private static final Duration USUAL_LENGTH = Duration.ofMinutes(10);
  private static final Duration RECORDED_WITHIN = Duration.ofMinutes(2);
  private static final Duration QUIET_ENOUGH = Duration.ofSeconds(4);
  private static final Duration QUIET_UNDER_WAY = Duration.ofSeconds(20);
  private static final Duration MESSAGES_WITHIN = Duration.ofMinutes(3);
  private static final long LOOK_MILLIS = 200;
  private static final int BAR_COLUMNS = 30;
  private static final int MALFORMED_SHOWN = 20;

  private final Options options;
  private final Console console;
  private EventLog log = new EventLog(List.of(), 0, List.of());
  private LogMapping mapping = new LogMapping("", Map.of(), "other");
  private double speed = 1;

  Replaying(Options options, Console console) {
    this.options = options;
    this.console = console;
  }

  /**
   * Reads the log and writes the compressed pack; what is wrong with either shows before anything
   * starts.
   *
   * @return the folder with the pack
   */
  Path prepare(Path packs) {
    var file = options.replayFile();
    if (file == null || !Files.isReadable(file)) {
      throw new CannotRun("cannot read the event log " + file);
    }
    try {
      log = EventLog.read(file, options.cases(), options.zone());
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new CannotRun("cannot read the event log: " + e.getMessage());
    }
    if (log.events().isEmpty()) {
      throw new CannotRun("there is no case in " + file);
    }
    log.malformed().stream()
        .limit(MALFORMED_SHOWN)
        .forEach(line -> console.line(console.toned(Tone.WARNING, "skipped ") + line));
    speed = options.speed() > 0 ? options.speed() : Replay.speedFor(log.span(), USUAL_LENGTH);
    return writePack(packs);
  }

  /** Plays the log; 0 when nothing was lost. */
  int play(LocalPlatform platform) {
    var tally = new Tally();
    var replay = new Replay(log, mapping, speed, tally);
    console.line(
        "Replaying %,d cases, %,d events of %s; %s became about %s; messages: %s"
            .formatted(
                log.cases(),
                log.events().size(),
                options.replayFile(),
                days(log.span()),
                minutes(Duration.ofMillis(Math.round(log.span().toMillis() / speed))),
                platform.url(Port.VIEWER)));
    var started = Instant.now();
    try (var follower =
        RecordFollower.start(
            platform.bootstrapServers(),
            platform.registryUrl(),
            record -> {
              switch (record) {
                case CaseProgress step -> tally.saw(step);
                case DeliveryOutcome outcome -> tally.saw(outcome);
                default -> throw new IllegalStateException("Unexpected record " + record);
              }
            })) {
      var bar = Thread.ofVirtual().start(() -> bar(replay, tally));
      replay.play(platform.url(Port.INTAKE), platform.token());
      awaitRecorded(tally, follower);
      awaitMessages(tally);
      bar.interrupt();
      bar.join();
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
    return summary(replay, tally, Duration.between(started, Instant.now()));
  }

  private Path writePack(Path packs) {
    try {
      var source = Launcher.policies().resolve(options.pack() + ".yaml");
      var pack = CompressedPack.of(Files.readString(source), speed);
      Files.createDirectories(packs);
      Files.writeString(packs.resolve(options.pack() + ".yaml"), pack.yaml());
      var categories = PackCategories.of(pack.yaml());
      mapping =
          new LogMapping(
              "log-" + Instant.now().getEpochSecond(), categories.imports(), categories.fallback());
      if (!pack.tooShort().isEmpty()) {
        console.line(
            console.toned(
                    Tone.WARNING, "Shorter than a second at %,.0f-fold speed: ".formatted(speed))
                + String.join(" · ", pack.tooShort()));
      }
      return packs;
    } catch (IOException e) {
      throw new CannotRun("cannot write the compressed pack: " + e.getMessage());
    }
  }

  private static void awaitRecorded(Tally tally, RecordFollower follower) {
    long end = System.nanoTime() + RECORDED_WITHIN.toNanos();
    while (tally.lost() > 0
        && (System.nanoTime() < end || follower.quietFor().compareTo(QUIET_ENOUGH) < 0)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
    }
  }

  /** Messages may wait for receipts; open cases may go on to cause new ones for ever. */
  private static void awaitMessages(Tally tally) {
    long end = System.nanoTime() + MESSAGES_WITHIN.toNanos();
    long changedAt = System.nanoTime();
    int before = -1;
    while (System.nanoTime() < end
        && System.nanoTime() - changedAt
            < (isUnderWay(tally) ? QUIET_UNDER_WAY : QUIET_ENOUGH).toNanos()) {
      if (tally.finishedMessages() != before) {
        before = tally.finishedMessages();
        changedAt = System.nanoTime();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
    }
  }

  private static boolean isUnderWay(Tally tally) {
    return tally.finishedMessages() < tally.messages();
  }

  private void bar(Replay replay, Tally tally) {
    int all = log.events().size();
    while (!Thread.currentThread().isInterrupted()) {
      int done = (int) ((long) BAR_COLUMNS * replay.played() / all);
      console.passing(
          "%s%s %3d %%  sent %,d · recorded %,d · messages %,d"
              .formatted(
                  console.toned(Tone.GOOD, "█".repeat(done)),
                  console.toned(Tone.QUIET, "░".repeat(BAR_COLUMNS - done)),
                  100L * replay.played() / all,
                  replay.sent(),
                  tally.acknowledgedEvents() - tally.lost(),
                  tally.messages()));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
    }
  }

  private int summary(Replay replay, Tally tally, Duration took) {
    console.line("");
    row(
        "log",
        "%s, %,d-fold speed, played in %s"
            .formatted(options.replayFile(), (long) speed, minutes(took)));
    row("cases", "%,d".formatted(log.cases()));
    row("events sent", "%,d".formatted(replay.sent()));
    row("accepted", "%,d".formatted(tally.accepted()));
    row("rejected", "%,d".formatted(tally.rejected()));
    tally
        .rejectionsByReason()
        .forEach((reason, count) -> row("", "%,8d  %s".formatted(count, reason)));
    row("promotions", "%,d".formatted(sum(tally.promotionsByRung())));
    tally.promotionsByRung().forEach((rung, count) -> row("", "%,8d  %s".formatted(count, rung)));
    row("breaches", "%,d".formatted(sum(tally.breachesByClock())));
    tally.breachesByClock().forEach((clock, count) -> row("", "%,8d  %s".formatted(count, clock)));
    row(
        "messages",
        "%,d, %,d of them still under way"
            .formatted(tally.messages(), tally.messages() - tally.finishedMessages()));
    tally
        .outcomesByChannel()
        .forEach(
            (channel, results) ->
                results.forEach(
                    (result, count) -> row("", "%,8d  %s %s".formatted(count, channel, result))));
    row("malformed lines", "%,d".formatted(log.malformed().size()));
    row("lost", "%,d".formatted(tally.lost()));
    console.line("");
    console.lastLine(
        "cases=%d events=%d accepted=%d rejected=%d messages=%d lost=%d"
            .formatted(
                log.cases(),
                replay.sent(),
                tally.accepted(),
                tally.rejected(),
                tally.messages(),
                tally.lost()));
    return tally.lost() == 0 ? 0 : 1;
  }

  private void row(String name, String value) {
    console.line(
        "  "
            + console.toned(Tone.QUIET, Console.fitted(name.isEmpty() ? " " : name, 16))
            + " "
            + value);
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static String days(Duration duration) {
    return duration.toDays() >= 2 ? duration.toDays() + " days" : minutes(duration);
  }

  private static String minutes(Duration duration) {
    return duration.toMinutes() >= 2
        ? "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart())
        : duration.toSeconds() + " s";
  }
}
