package io.belay.contract;

import java.util.Map;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Lets Avro instantiate the generated records. Since 1.12.2 Avro refuses to load any class named in
 * a schema that it was not told to trust: whoever reads or writes records calls {@link #trust} once
 * before, or gets a {@link SecurityException}.
 *
 * <p>It also bounds what a record may claim of itself: a damaged or hostile one that says it holds
 * a text of two gigabytes is unreadable, and not the end of the process that makes room for it.
 */
public final class TrustedRecords {
  private static final String PACKAGE = "io.belay.events";
  private static final int MIB = 1024 * 1024;

  /** Far above what any record holds; a setting of the process goes before. */
  private static final Map<String, Integer> LIMITS =
      Map.of(
          "org.apache.avro.limits.string.maxLength", 4 * MIB,
          "org.apache.avro.limits.bytes.maxLength", 4 * MIB,
          "org.apache.avro.limits.collectionItems.maxLength", 100_000);

  private static boolean trusted;

  private TrustedRecords() {}

  /** Trusts the contract's package beside what is trusted already; repeating it changes nothing. */
  public static synchronized void trust() {
    if (!trusted) {
      LIMITS.forEach(
          (limit, value) -> System.getProperties().putIfAbsent(limit, String.valueOf(value)));
      ClassSecurityPredicate records = type -> type.getPackageName().equals(PACKAGE);
      ClassSecurityValidator.setGlobal(
          ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), records));
      trusted = true;
    }
  }
}
