package io.belay.escalation.domain.event;

/** Whom a case waits for. */
public enum WaitingOn {
  CUSTOMER,
  MERCHANT,
  OTHER_BANK,
  OTHER
}
