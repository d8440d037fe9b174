package io.belay.escalation.wire;

import io.belay.escalation.state.StoredCase;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/** Lets Avro instantiate the records of the store; without, it refuses them. */
final class TrustedStates {
  private static boolean trusted;

  private TrustedStates() {}

  static synchronized void trust() {
    if (!trusted) {
      ClassSecurityPredicate states =
          type -> type.getPackageName().equals(StoredCase.class.getPackageName());
      ClassSecurityValidator.setGlobal(
          ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), states));
      trusted = true;
    }
  }
}
