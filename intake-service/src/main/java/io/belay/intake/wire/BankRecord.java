package io.belay.intake.wire;

import java.util.Map;

/** What the bytes of a bank's record proved to be. */
public sealed interface BankRecord {
  /** A case event, as the tree that the checks read. */
  record Legible(Map<String, Object> tree) implements BankRecord {}

  /**
   * Not a case event, or one that bank systems have no say in.
   *
   * @param reason stable code, as in the dead letter's header
   * @param failure simple class name of what went wrong
   */
  record Illegible(String reason, String failure) implements BankRecord {}
}
