package io.belay.intake.stream;

/** Is told what became of the bank's records; a batch that is rolled back is told again. */
public interface BankEventsObserver {
  /** A record was taken over. */
  void accepted(String kind);

  /** A record went to the dead letters. */
  void deadLettered(String reason);
}
