package io.belay.local.operate;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The commands of {@code ./belay} that talk to a running system. */
public final class OperatorCommand {
  private static final int FAILED = 1;
  private static final int MISUSED = 2;
  private static final String LOCAL_REGISTRY = "http://127.0.0.1:8080";
  private static final String LOCAL_ESCALATION = "http://127.0.0.1:8082";
  private static final String ACCESS_OF_THE_IMAGE = "/etc/belay/acls.yaml";

  private OperatorCommand() {}

  public static void main(String[] args) {
    System.exit(run(System.out, System.err, args));
  }

  /** Runs a command; the exit code is 0, 1 when it failed, 2 when misused. */
  public static int run(PrintStream out, PrintStream err, String... args) {
    try {
      if (TokenCommand.isMeant(args)) {
        out.println(TokenCommand.of(args).token());
        return 0;
      }
      var arguments = new Arguments(args);
      var command = arguments.word(0, "a command");
      switch (command) {
        case "explain" -> explain(arguments, out);
        case "dlt" -> deadLetters(arguments, out);
        case "pack" -> packs(arguments, out);
        case "kafka" -> kafka(arguments, out);
        case "evidence" ->
            new EvidenceCommands(arguments, out, InstantSource.system()).evidence(LOCAL_REGISTRY);
        case "contact" -> contact(arguments, out);
        case "drain" -> drain(arguments, out);
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
    } catch (KafkaException e) {
      var why = e.getCause() == null ? e : e.getCause();
      err.println("belay: cannot talk to the broker: " + why.getMessage());
      return FAILED;
    }
  }

  private static void explain(Arguments arguments, PrintStream out) {
    arguments.requireOnly(2);
    var escalation = ServiceCall.of(arguments, "--escalation", LOCAL_ESCALATION);
    new CaseExplanation(escalation)
        .lines(arguments.word(1, "the id of a case"))
        .forEach(out::println);
  }

  private static void deadLetters(Arguments arguments, PrintStream out) {
    var action = arguments.word(1, "list or replay");
    switch (action) {
      case "list" -> arguments.requireOnly(2);
      case "replay" -> arguments.requireOnly(3, "--dry-run");
      default -> throw new Misused("expected 'dlt list' or 'dlt replay TOPIC'");
    }
    try (var deadLetters = new DeadLetters(KafkaConnection.of(arguments))) {
      var lines =
          action.equals("list")
              ? deadLetters.list()
              : deadLetters.replay(arguments.word(2, "a topic"), arguments.has("--dry-run"));
      lines.forEach(out::println);
    }
  }

  private static @Nullable String marketOf(Arguments arguments) {
    var market = arguments.value("--market", PolicyPacks.ANY_MARKET);
    return market.equals(PolicyPacks.ANY_MARKET) ? null : market;
  }

  private static void packs(Arguments arguments, PrintStream out) {
    var action = arguments.word(1, "list, activate or migrate");
    switch (action) {
      case "list" -> arguments.requireOnly(2);
      case "activate" -> arguments.requireOnly(3, "--market", "--by");
      default -> arguments.requireOnly(4, "--market", "--rate", "--by", "--dry-run");
    }
    var packs =
        new PolicyPacks(
            KafkaConnection.of(arguments),
            arguments.url("--registry", LOCAL_REGISTRY),
            InstantSource.system());
    switch (action) {
      case "list" -> packs.list().forEach(out::println);
      case "activate" ->
          packs
              .activate(
                  arguments.word(2, "a version such as wallet@2026.2"),
                  arguments.value("--market", PolicyPacks.ANY_MARKET),
                  arguments.value("--by", System.getProperty("user.name")))
              .forEach(out::println);
      case "migrate" ->
          packs
              .migrate(
                  new PackMigration.Order(
                      arguments.word(2, "the version they have, such as wallet@2026.1"),
                      arguments.word(3, "the version they go on under, such as wallet@2026.2"),
                      marketOf(arguments),
                      arguments.number("--rate", 50),
                      arguments.value("--by", System.getProperty("user.name"))),
                  arguments.has("--dry-run"))
              .forEach(out::println);
      default ->
          throw new Misused(
              "expected 'pack list', 'pack activate PACK@VERSION' or 'pack migrate FROM TO'");
    }
  }

  private static void kafka(Arguments arguments, PrintStream out) {
    if (!arguments.word(1, "apply").equals("apply")) {
      throw new Misused("expected 'kafka apply --acls FILE'");
    }
    arguments.requireOnly(
        2, "--acls", "--passwords", "--partitions", "--replicas", "--topics-only");
    var access =
        arguments.has("--topics-only")
            ? Optional.<KafkaAccess>empty()
            : Optional.of(KafkaAccess.read(Path.of(arguments.value("--acls", usualAccess()))));
    var passwords = arguments.value("--passwords", "");
    try (var platform = new KafkaPlatform(KafkaConnection.of(arguments).settings())) {
      platform
          .topics(arguments.number("--partitions"), (short) arguments.number("--replicas", 3))
          .forEach(out::println);
      if (access.isEmpty()) {
        return;
      }
      if (!passwords.isEmpty()) {
        platform.users(Path.of(passwords), access.get()).forEach(out::println);
      }
      platform.rights(access.get()).forEach(out::println);
      out.println("the broker is as the contract needs it");
    }
  }

  /**
   * The project's own rights, wherever the command is called from; in the image its copy of them.
   */
  private static String usualAccess() {
    var root = System.getProperty("belay.root");
    return root == null ? ACCESS_OF_THE_IMAGE : Path.of(root, "deploy/kafka/acls.yaml").toString();
  }

  private static void contact(Arguments arguments, PrintStream out) {
    if (!arguments.word(1, "erase").equals("erase")) {
      throw new Misused("expected 'contact erase CUSTOMER'");
    }
    arguments.requireOnly(3, "--key", "--public-key", "--out", "--by");
    new EvidenceCommands(arguments, out, InstantSource.system()).erase();
  }

  /** Asks an instance to give its work to the others; it may be stopped when this returns. */
  private static void drain(Arguments arguments, PrintStream out) {
    arguments.requireOnly(2);
    var url = Arguments.url(arguments.word(1, "the base URL of an instance's management port"));
    out.println(new ServiceCall(url, arguments.token()).post("/actuator/drain"));
    out.println("drained: it may be stopped");
  }
}
