package io.belay.local.operate;

import java.io.PrintStream;
import java.time.InstantSource;

/** {@code ./belay explain}, {@code ./belay dlt} and {@code ./belay pack}. */
public final class OperatorCommand {
  private static final int FAILED = 1;
  private static final int MISUSED = 2;
  private static final String LOCAL_BROKER = "127.0.0.1:9092";
  private static final String LOCAL_REGISTRY = "http://127.0.0.1:8080";
  private static final String LOCAL_ESCALATION = "http://127.0.0.1:8082";

  private OperatorCommand() {}

  public static void main(String[] args) {
    System.exit(run(System.out, System.err, args));
  }

  /** Runs a command; the exit code is 0, 1 when it failed, 2 when misused. */
  static int run(PrintStream out, PrintStream err, String... args) {
    try {
      var arguments = new Arguments(args);
      var command = arguments.word(0, "a command");
      switch (command) {
        case "explain" -> explain(arguments, out);
        case "dlt" -> deadLetters(arguments, out);
        case "pack" -> packs(arguments, out);
        default ->
            throw new Misused("unknown command '" + command + "'; ./belay --help lists them");
      }
      return 0;
    } catch (Misused e) {
      err.println("belay: " + e.getMessage());
      return MISUSED;
    } catch (IllegalStateException e) {
      err.println("belay: " + e.getMessage());
      return FAILED;
    }
  }

  private static void explain(Arguments arguments, PrintStream out) {
    var token = System.getenv("BELAY_TOKEN");
    var explanation =
        new CaseExplanation(
            arguments.value("--escalation", LOCAL_ESCALATION),
            arguments.value("--token", token == null ? "" : token));
    explanation.lines(arguments.word(1, "the id of a case")).forEach(out::println);
  }

  private static void deadLetters(Arguments arguments, PrintStream out) {
    try (var deadLetters = new DeadLetters(arguments.value("--bootstrap", LOCAL_BROKER))) {
      switch (arguments.word(1, "list or replay")) {
        case "list" -> deadLetters.list().forEach(out::println);
        case "replay" ->
            deadLetters
                .replay(arguments.word(2, "a topic"), arguments.has("--dry-run"))
                .forEach(out::println);
        default -> throw new Misused("expected 'dlt list' or 'dlt replay TOPIC'");
      }
    }
  }

  private static void packs(Arguments arguments, PrintStream out) {
    var packs =
        new PolicyPacks(
            arguments.value("--bootstrap", LOCAL_BROKER),
            arguments.value("--registry", LOCAL_REGISTRY),
            InstantSource.system());
    switch (arguments.word(1, "list or activate")) {
      case "list" -> packs.list().forEach(out::println);
      case "activate" ->
          packs
              .activate(
                  arguments.word(2, "a version such as wallet@2026.2"),
                  arguments.value("--market", PolicyPacks.ANY_MARKET),
                  arguments.value("--by", System.getProperty("user.name")))
              .forEach(out::println);
      default -> throw new Misused("expected 'pack list' or 'pack activate PACK@VERSION'");
    }
  }
}
