package io.belay.escalation.stream;

import io.belay.events.Channel;
import io.belay.events.Opened;
import io.belay.events.Transaction;

/** A case as a caller opens it. */
record ReportedCase(String caseId, Opened opening) {
  static ReportedCase aCase(String caseId) {
    return new ReportedCase(
        caseId, Opened.newBuilder().setCategory("other").setChannel(Channel.PHONE).build());
  }

  /** About this transaction. */
  ReportedCase about(String reference) {
    var transaction = Transaction.newBuilder().setReference(reference).build();
    return new ReportedCase(caseId, Opened.newBuilder(opening).setTransaction(transaction).build());
  }

  ReportedCase priority(String priority) {
    return new ReportedCase(caseId, Opened.newBuilder(opening).setPriority(priority).build());
  }

  ReportedCase category(String category) {
    return new ReportedCase(caseId, Opened.newBuilder(opening).setCategory(category).build());
  }
}
