package io.belay.contract;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Lets Avro instantiate the generated records. Since 1.12.2 Avro refuses to load any class named in
 * a schema that it was not told to trust: whoever reads or writes records calls {@link #trust} once
 * before, or gets a {@link SecurityException}.
 */
public final class TrustedRecords {
  private static final String PACKAGE = "io.belay.events";
  private static boolean trusted;

  private TrustedRecords() {}

  /** Trusts the contract's package beside what is trusted already; repeating it changes nothing. */
  public static synchronized void trust() {
    if (!trusted) {
      ClassSecurityPredicate records = type -> type.getPackageName().equals(PACKAGE);
      ClassSecurityValidator.setGlobal(
          ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), records));
      trusted = true;
    }
  }
}
