package io.belay.local.launch;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked for.
 *
 * @param task what to play once everything runs
 * @param pack policy pack that new cases get
 * @param data where all state is kept; null: in a temporary directory
 * @param replayFile the event log of a replay
 * @param speed how many times faster than it happened; 0: so that it takes about ten minutes
 * @param cases replay this many at most
 * @param zone of the log's wall-clock times
 */
public record Options(
    Task task,
    String pack,
    @Nullable Path data,
    @Nullable Path replayFile,
    double speed,
    int cases,
    ZoneId zone,
    Map<Port, Integer> ports) {

  /** What the launcher is to do. */
  public enum Task {
    SAMPLES,
    SAMPLES_ONCE,
    PLATFORM_ONLY,
    REPLAY
  }

  /** As {@code ./belay simulate} has it. */
  private static final ZoneId USUAL_ZONE = ZoneId.of("Asia/Shanghai");

  /**
   * Reads the command line.
   *
   * @throws CannotRun for what it does not understand
   */
  public static Options parse(String... args) {
    var rest = new ArrayDeque<>(Arrays.asList(args));
    Task task = null;
    String pack = null;
    Path data = null;
    Path replayFile = null;
    double speed = 0;
    int cases = Integer.MAX_VALUE;
    ZoneId zone = USUAL_ZONE;
    String onlyForReplay = null;
    var ports = new EnumMap<>(Port.usualOnes());
    while (!rest.isEmpty()) {
      var flag = rest.removeFirst();
      switch (flag) {
        case "--once" -> task = only(task, Task.SAMPLES_ONCE);
        case "--no-samples" -> task = only(task, Task.PLATFORM_ONLY);
        case "--replay" -> {
          task = only(task, Task.REPLAY);
          replayFile = Path.of(value(flag, rest));
        }
        case "--speed" -> {
          speed = number(flag, value(flag, rest), 1, 1e9);
          onlyForReplay = flag;
        }
        case "--cases" -> {
          cases = (int) number(flag, value(flag, rest), 1, Integer.MAX_VALUE);
          onlyForReplay = flag;
        }
        case "--zone" -> {
          zone = zone(value(flag, rest));
          onlyForReplay = flag;
        }
        case "--data" -> data = Path.of(value(flag, rest));
        case "--pack" -> pack = value(flag, rest);
        default -> ports.put(portOf(flag), (int) number(flag, value(flag, rest), 1, 65_535));
      }
    }
    if (task == null) {
      task = Task.SAMPLES;
    }
    if (onlyForReplay != null && task != Task.REPLAY) {
      throw new CannotRun(onlyForReplay + " only goes with --replay");
    }
    return new Options(
        task,
        pack == null ? usualPack(task) : pack,
        data,
        replayFile,
        speed,
        cases,
        zone,
        Map.copyOf(ports));
  }

  int port(Port port) {
    return ports.getOrDefault(port, port.usual());
  }

  private static String usualPack(Task task) {
    return switch (task) {
      case SAMPLES, SAMPLES_ONCE -> "demo";
      case PLATFORM_ONLY -> "wallet";
      case REPLAY -> "replay";
    };
  }

  private static Task only(@Nullable Task before, Task task) {
    if (before != null && before != task) {
      throw new CannotRun("of --once, --no-samples and --replay only one can be asked for");
    }
    return task;
  }

  private static Port portOf(String flag) {
    return Arrays.stream(Port.values())
        .filter(port -> port.flag().equals(flag))
        .findFirst()
        .orElseThrow(() -> new CannotRun("unknown flag '" + flag + "'; ./run --help lists them"));
  }

  private static String value(String flag, ArrayDeque<String> rest) {
    var value = rest.pollFirst();
    if (value == null || value.startsWith("--")) {
      throw new CannotRun(flag + " needs a value; ./run --help shows which");
    }
    return value;
  }

  private static double number(String flag, String text, double least, double most) {
    try {
      double number = Double.parseDouble(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // refused below, as what is out of bounds
    }
    throw new CannotRun(
        "%s takes a number from %.0f to %.0f, not '%s'".formatted(flag, least, most, text));
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new CannotRun("--zone takes a zone such as Europe/Berlin, not '" + name + "'");
    }
  }
}
