package io.belay.local.operate;

import io.belay.local.evidence.CaseEvidence;
import io.belay.local.evidence.ContactErasure;
import io.belay.local.evidence.Evidence;
import io.belay.local.evidence.SigningKey;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code evidence CASE}, {@code evidence verify FILE} and {@code contact erase CUSTOMER}. */
final class EvidenceCommands {
  private static final Duration USUALLY_KEPT = Duration.ofDays(400);
  private static final String LOCAL_INTAKE = "http://127.0.0.1:8081";

  private final Arguments arguments;
  private final PrintStream out;
  private final InstantSource clock;

  EvidenceCommands(Arguments arguments, PrintStream out, InstantSource clock) {
    this.arguments = arguments;
    this.out = out;
    this.clock = clock;
  }

  /**
   * Exports or checks.
   *
   * @throws IllegalStateException when a file is not as it was signed, or not consistent
   */
  void evidence(String localRegistry) {
    var first = arguments.word(1, "the id of a case, or 'verify FILE'");
    if (first.equals("verify")) {
      arguments.requireOnly(3, "--public-key");
      verify(Path.of(arguments.word(2, "a file of evidence")));
    } else {
      arguments.requireOnly(2, "--key", "--public-key", "--out", "--since", "--by");
      export(first, arguments.url("--registry", localRegistry));
    }
  }

  /** Asks intake to erase, then looks whether it is erased, and signs what it found. */
  void erase() {
    var customer = arguments.word(2, "the id of a customer");
    var intake = ServiceCall.of(arguments, "--intake", LOCAL_INTAKE);
    // whatever can be wrong with the command shows before anything is erased
    var signing = signing(customer);
    var erasure = new ContactErasure(KafkaConnection.of(arguments).settings());
    out.println(intake.delete("/v1/customers/%s/contact", customer));
    var lines = erasure.proof(customer, who(), clock.instant());
    lines.forEach(out::println);
    signing.ifPresent(
        asked -> {
          Evidence.sign(lines, asked.key(), asked.file());
          out.println("signed in " + asked.file());
        });
  }

  /** How a proof is to be signed. */
  private record Signing(SigningKey key, Path file) {}

  /** Empty where nobody asked for it. */
  private Optional<Signing> signing(String customer) {
    if (Stream.of("--key", "--public-key", "--out").noneMatch(arguments::isGiven)) {
      return Optional.empty();
    }
    var key = SigningKey.read(key("--key"), key("--public-key"));
    var file = Path.of(arguments.value("--out", "erasure-" + inFileName(customer) + ".ndjson"));
    var folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new Misused(
          "expected to write the proof to %s, but cannot; --out FILE names another file"
              .formatted(file));
    }
    return Optional.of(new Signing(key, file));
  }

  private void export(String caseId, String registryUrl) {
    var evidence = new CaseEvidence(KafkaConnection.of(arguments).settings(), registryUrl, since());
    Evidence.export(
            evidence,
            caseId,
            who(),
            clock.instant(),
            key("--key"),
            key("--public-key"),
            Path.of(arguments.value("--out", inFileName(caseId) + ".evidence.ndjson")))
        .forEach(out::println);
  }

  private void verify(Path file) {
    var expected = arguments.value("--public-key", "");
    var verdict = Evidence.verify(file, expected.isEmpty() ? null : Path.of(expected));
    verdict.lines().forEach(out::println);
    if (!verdict.isGood()) {
      throw new IllegalStateException(file + " is no evidence");
    }
  }

  private Instant since() {
    var text = arguments.value("--since", "");
    try {
      return text.isEmpty() ? clock.instant().minus(USUALLY_KEPT) : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new Misused("expected an instant such as 2026-11-01T00:00:00Z, but found " + text);
    }
  }

  private String who() {
    return arguments.value("--by", System.getProperty("user.name"));
  }

  private Path key(String flag) {
    var file = arguments.value(flag, "");
    if (file.isEmpty()) {
      throw new Misused(
          "expected %s FILE: an Ed25519 key, as 'openssl genpkey -algorithm ed25519' and 'openssl"
                  .formatted(flag)
              + " pkey -pubout' make one");
    }
    return Path.of(file);
  }

  private static String inFileName(String id) {
    return id.replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
