package io.belay.escalation.pack;

import io.belay.escalation.domain.policy.PolicyRef;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A pack version as it was published: its exact bytes and their SHA-256 in lower-case hex. */
public final class PackFile {
  private final PolicyRef ref;
  private final byte[] bytes;
  private final String sha256;

  public PackFile(PolicyRef ref, byte[] bytes) {
    this.ref = ref;
    this.bytes = bytes.clone();
    this.sha256 = sha256(bytes);
  }

  public PolicyRef ref() {
    return ref;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public String sha256() {
    return sha256;
  }

  @Override
  public String toString() {
    return ref + " (sha256 " + sha256 + ")";
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Expected every JDK to have SHA-256", impossible);
    }
  }
}
