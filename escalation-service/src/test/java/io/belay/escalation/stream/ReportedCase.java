package io.belay.escalation.stream;

import io.belay.events.Channel;
import io.belay.events.Opened;

/** A case as a caller opens it. */
record ReportedCase(String caseId, Opened opening) {
  static ReportedCase aCase(String caseId) {
    return new ReportedCase(
        caseId, Opened.newBuilder().setCategory("other").setChannel(Channel.PHONE).build());
  }

  ReportedCase category(String category) {
    return new ReportedCase(caseId, Opened.newBuilder(opening).setCategory(category).build());
  }
}
