package io.belay.local.launch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One line that says what is starting and how long each part took. */
final class StartProgress {
  private static final double NANOS = 1e9;

  private final Console console;
  private final long since = System.nanoTime();
  private final Map<String, String> parts = new LinkedHashMap<>();

  StartProgress(Console console) {
    this.console = console;
  }

  <T> T watched(String part, Supplier<T> start) {
    starting(part);
    var result = start.get();
    ready(part);
    return result;
  }

  synchronized void starting(String part) {
    parts.put(part, part + " …");
    show();
  }

  synchronized void ready(String part) {
    parts.put(part, "%s %s".formatted(part, console.toned(Console.Tone.GOOD, seconds() + " s")));
    show();
  }

  /** The line as it shall stand when all is ready. */
  synchronized String summary() {
    return "Ready after %s s: %s".formatted(seconds(), String.join(" · ", parts.values()));
  }

  private void show() {
    console.passing(parts.values().stream().collect(Collectors.joining(" · ", "Starting  ", "")));
  }

  private String seconds() {
    return "%.1f".formatted((System.nanoTime() - since) / NANOS);
  }
}
