package io.belay.notification.domain;

/** What the progress of a case means to the outbox of its customer. */
public sealed interface CaseNews permits FollowUp, DutyChange {
  String customerId();

  String caseId();

  /** The case progress it stands in; rises within a case. */
  long sequence();
}
