package io.belay.local.evidence;

import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Evidence as a file: written and signed once, checked by anybody at any time. */
public final class Evidence {
  private Evidence() {}

  /** What a check found, for people, and whether all was right. */
  public record Verdict(boolean isGood, List<String> lines) {}

  /**
   * Exports a case.
   *
   * @param secretKey Ed25519 private key as PEM
   * @param publicKey its other half, which goes into the file
   * @throws IllegalStateException when there is no such case, or something cannot be read or
   *     written
   */
  public static List<String> export(
      CaseEvidence evidence,
      String caseId,
      String by,
      Instant now,
      Path secretKey,
      Path publicKey,
      Path file) {
    var key = SigningKey.read(secretKey, publicKey);
    var lines = evidence.lines(caseId, by, now);
    SignedLines.write(file, lines, key);
    return List.of(
        "%d records of case %s in %s".formatted(records(lines), caseId, file),
        "signed by the key with fingerprint " + SigningKey.fingerprint(key.shown()));
  }

  /**
   * Signs lines of another kind: a proof that something was done.
   *
   * @param lines the first one says what it is
   */
  public static void sign(List<Map<String, Object>> lines, SigningKey key, Path file) {
    SignedLines.write(file, lines, key);
  }

  /**
   * Checks a file, without asking anybody.
   *
   * @param expected the signer's public key, from elsewhere; null: only wholeness is checked
   */
  public static Verdict verify(Path file, @Nullable Path expected) {
    var signed = SignedLines.read(file);
    var lines = new ArrayList<String>();
    boolean good = true;
    if (signed.isWhole()) {
      lines.add("whole: every byte is as it was signed");
    } else {
      lines.add("NOT whole: something was changed after it was signed");
      good = false;
    }
    var signer = SigningKey.fingerprint(signed.signer());
    if (expected == null) {
      lines.add(
          "signed by the key with fingerprint %s; give --public-key FILE to check whose it is"
              .formatted(signer));
    } else {
      boolean same = isSame(signed.signer(), SigningKey.publicKey(expected));
      lines.add((same ? "signed by the key of " : "NOT signed by the key of ") + expected);
      good = good && same;
    }
    var faults = EvidenceCheck.faults(signed.lines());
    faults.forEach(fault -> lines.add("NOT consistent: " + fault));
    if (faults.isEmpty()) {
      lines.add(
          "consistent: %d records, each as its bytes say"
              .formatted(signed.lines().stream().filter(line -> line.has("record")).count()));
    }
    signed.lines().stream().findFirst().map(JsonNode::toString).ifPresent(lines::add);
    return new Verdict(good && faults.isEmpty(), lines);
  }

  private static boolean isSame(PublicKey one, PublicKey other) {
    return SigningKey.fingerprint(one).equals(SigningKey.fingerprint(other));
  }

  private static long records(List<Map<String, Object>> lines) {
    return lines.stream().filter(line -> line.containsKey("record")).count();
  }
}
