package io.belay.local.launch;

import io.belay.local.launch.Console.Tone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code ./run}: one command for everything on one machine. */
public final class Launcher {
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private Launcher() {}

  /** Runs what the flags ask for; the exit code is 0, 1 when it failed, 2 when misused. */
  public static void main(String[] args) {
    // what libraries log would tear the story apart; services and broker have log files of their
    // own
    Logger.getLogger("").setLevel(Level.OFF);
    Options options;
    try {
      options = Options.parse(args);
    } catch (CannotRun e) {
      System.err.println("run: " + e.getMessage());
      System.exit(MISUSED);
      return;
    }
    System.exit(run(options, Console.standard()));
  }

  private static int run(Options options, Console console) {
    try {
      var data = DataDirectory.open(options.data());
      return run(options, console, data);
    } catch (CannotRun e) {
      console.line(console.toned(Tone.BAD, "run: ") + e.getMessage());
      return FAILED;
    }
  }

  private static int run(Options options, Console console, DataDirectory data) {
    var progress = new StartProgress(console);
    var tasks = new Tasks(options, console, data);
    var platform = new LocalPlatform(options, data, tasks.packs(), progress);
    // Ctrl-C and an end of our own take the same way out.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(platform, data), "stop"));
    try {
      platform.start();
      console.line(progress.summary());
      int exit = tasks.play(platform);
      if (exit != 0) {
        data.keep();
        System.err.println("run: the logs are in " + data.logs());
      }
      return exit;
    } catch (IllegalStateException e) {
      data.keep();
      console.line(console.toned(Tone.BAD, "run: ") + e.getMessage());
      console.line("     The logs are in " + data.logs());
      return FAILED;
    }
  }

  private static void stop(LocalPlatform platform, DataDirectory data) {
    platform.close();
    data.close();
  }

  /** The project's policy packs. */
  static Path policies() {
    var folder = Path.of(System.getProperty("belay.root", ".")).resolve("deploy/policies");
    if (!Files.isDirectory(folder)) {
      throw new CannotRun("expected policy packs in " + folder + ", but there is no such folder");
    }
    return folder;
  }
}
