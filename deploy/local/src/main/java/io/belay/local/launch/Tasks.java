package io.belay.local.launch;

import io.belay.events.CaseProgress;
import io.belay.events.DeliveryOutcome;
import io.belay.local.count.BankClient;
import io.belay.local.count.RecordFollower;
import io.belay.local.count.Tally;
import io.belay.local.launch.Console.Tone;
import io.belay.local.operate.PackInForce;
import io.belay.local.story.Samples;
import io.belay.local.story.Scene;
import io.belay.local.story.Storyteller;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What is played on the running platform. */
final class Tasks {
  private static final Duration SAMPLES_TAKE_AT_MOST = Duration.ofSeconds(75);
  private static final Duration WARM_UP_AT_MOST = Duration.ofSeconds(30);
  private static final Duration WARM = Duration.ofMillis(400);
  private static final long LOOK_MILLIS = 10;
  private static final int MISSING = 1;

  private final Options options;
  private final Console console;
  private final Replaying replaying;
  private final Path packs;

  /** The pack@version that new cases get. */
  private final String pack;

  /** Prepares the task; what is wrong with the flags or files shows before anything starts. */
  Tasks(Options options, Console console, DataDirectory data) {
    this.options = options;
    this.console = console;
    this.replaying = new Replaying(options, console);
    boolean ownPacks = options.task() == Options.Task.REPLAY;
    if (!Files.exists(Launcher.policies().resolve(options.pack() + ".yaml"))) {
      throw new CannotRun(
          "there is no policy pack '%s' in %s".formatted(options.pack(), Launcher.policies()));
    }
    packs = ownPacks ? replaying.prepare(data.path().resolve("packs")) : Launcher.policies();
    pack = PackRef.of(packs.resolve(options.pack() + ".yaml"));
  }

  /** The folder of policy packs that escalation is to read. */
  Path packs() {
    return packs;
  }

  /** Plays it; the exit code. */
  int play(LocalPlatform platform) {
    bringPackIntoForce(platform);
    return switch (options.task()) {
      case REPLAY -> replaying.play(platform);
      case PLATFORM_ONLY -> {
        tellWhereThingsAre(platform);
        yield untilStopped();
      }
      case SAMPLES, SAMPLES_ONCE -> samples(platform);
    };
  }

  /** An earlier run on the same data may have left another one in force. */
  private void bringPackIntoForce(LocalPlatform platform) {
    var inForce =
        new PackInForce(
            platform.bootstrapServers(),
            platform.registryUrl(),
            platform.url(Port.ESCALATION),
            platform.token());
    inForce
        .change(pack)
        .ifPresent(
            before ->
                console.line(
                    console.toned(Tone.WARNING, "New cases get the pack " + pack)
                        + "; those of earlier runs keep theirs. In force was "
                        + before
                        + "."));
  }

  private int samples(LocalPlatform platform) {
    boolean once = options.task() == Options.Task.SAMPLES_ONCE;
    var tally = new Tally();
    var story = new Storyteller(console);
    try (var bank = new BankClient(platform.url(Port.INTAKE), platform.token(), tally);
        var samples = new Samples(Scene.samples(), bank, story);
        var follower =
            RecordFollower.start(
                platform.bootstrapServers(),
                platform.registryUrl(),
                record -> {
                  switch (record) {
                    case CaseProgress step -> {
                      tally.saw(step);
                      samples.saw(step);
                      if (!bank.isProbe(step.getCaseId())) {
                        story.tell(step);
                      }
                    }
                    case DeliveryOutcome outcome -> {
                      samples.saw(outcome);
                      story.tell(outcome);
                    }
                    default -> throw new IllegalStateException("Unexpected record " + record);
                  }
                })) {
      var told = platform.inbox().onArrival(story::tell);
      tellWhereThingsAre(platform);
      warmUp(bank, tally);
      samples.begin();
      if (!once) {
        return untilStopped();
      }
      samples.await(SAMPLES_TAKE_AT_MOST);
      told.close();
      follower.close();
      return verdict(samples, tally);
    }
  }

  /**
   * The first events take their way slowly: classes are loaded, schemas registered. Clocks of
   * seconds would run out for that alone.
   */
  private static void warmUp(BankClient bank, Tally tally) {
    long end = System.nanoTime() + WARM_UP_AT_MOST.toNanos();
    long took = Long.MAX_VALUE;
    while (took > WARM.toNanos() && System.nanoTime() < end) {
      long sent = System.nanoTime();
      bank.probe();
      while (tally.lost() > 0 && System.nanoTime() < end) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
      }
      took = System.nanoTime() - sent;
    }
  }

  private int verdict(Samples samples, Tally tally) {
    var complaints = samples.complaints();
    console.line("");
    for (var complaint : complaints) {
      console.line(console.toned(Tone.BAD, "missing: ") + complaint);
    }
    int lost = tally.lost();
    console.lastLine(
        "cases=%d as-expected=%d lost=%d".formatted(samples.cases(), samples.asExpected(), lost));
    return complaints.isEmpty() && lost == 0 ? 0 : MISSING;
  }

  private void tellWhereThingsAre(LocalPlatform platform) {
    var rows =
        List.of(
            List.of("messages, as read", platform.url(Port.VIEWER)),
            List.of("intake", platform.url(Port.INTAKE) + "/v3/api-docs"),
            List.of("escalation", platform.url(Port.ESCALATION) + "/v3/api-docs"),
            List.of("notification", platform.url(Port.NOTIFICATION) + "/v3/api-docs"),
            List.of("schema registry", platform.registryUrl() + "/apis/ccompat/v7/subjects"),
            List.of("broker", platform.bootstrapServers()),
            List.of("policy pack", pack + packNote()));
    console.line("");
    for (var row : rows) {
      console.line(
          "  " + console.toned(Tone.QUIET, Console.fitted(row.get(0), 18)) + "  " + row.get(1));
    }
    console.line("  " + console.toned(Tone.QUIET, "token, all scopes, for 12 hours:"));
    console.line("  " + platform.token());
    console.line("");
  }

  private String packNote() {
    return options.pack().equals("demo")
        ? "  (clocks of seconds; ./run --pack wallet has the real ones)"
        : "";
  }

  private int untilStopped() {
    console.line(console.toned(Tone.QUIET, "  Ctrl-C stops everything."));
    console.line("");
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}
