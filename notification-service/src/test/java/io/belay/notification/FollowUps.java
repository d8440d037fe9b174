package io.belay.notification;

import io.belay.events.CaseAccepted;
import io.belay.events.CaseProgress;
import io.belay.events.ClockKind;
import io.belay.events.ClockStarted;
import io.belay.events.CustomerContact;
import io.belay.events.FollowUpDue;
import io.belay.events.MessageClass;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What escalation and intake write about one case, as records of the contract. */
final class FollowUps {
  private FollowUps() {}

  static CustomerContact contact(
      String customerId, @Nullable String phone, @Nullable String email) {
    return CustomerContact.newBuilder()
        .setCustomerId(customerId)
        .setUpdatedAt(Instant.now())
        .setName("王女士")
        .setPhone(phone)
        .setEmail(email)
        .setLocale("zh-CN")
        .setZone("Asia/Shanghai")
        .setPreferredChannels(List.of("SMS", "EMAIL"))
        .build();
  }

  static CaseProgress accepted(String caseId, String customerId) {
    return step(caseId, customerId, 1)
        .setTier("front-line")
        .setPayload(
            CaseAccepted.newBuilder()
                .setCategory("withdrawal-delayed")
                .setReportedCategory("withdrawal-delayed")
                .setPriority("P3")
                .setOpenedAt(Instant.now())
                .setQueue("front-line")
                .build())
        .build();
  }

  static CaseProgress followUp(String caseId, String customerId, MessageClass messageClass) {
    return step(caseId, customerId, 5)
        .setPayload(
            FollowUpDue.newBuilder()
                .setMessageType("acknowledgement")
                .setMessageClass(messageClass)
                .setCategory("withdrawal-delayed")
                .setOpenedAt(Instant.now())
                .setTier("front-line")
                .setTierNames(Map.of("zh-CN", "一线客服"))
                .setCategoryNames(Map.of("zh-CN", "提现延迟"))
                .setExpectedBy(Instant.now().plusSeconds(3600))
                .build())
        .build();
  }

  /** A statutory clock began to run. */
  static CaseProgress statutoryClock(String caseId, String customerId) {
    return step(caseId, customerId, 2)
        .setPayload(
            ClockStarted.newBuilder()
                .setClock("final-response")
                .setKind(ClockKind.STATUTORY)
                .setStartedAt(Instant.now())
                .setTargetMillis(1)
                .setDueAt(Instant.now().plusSeconds(3600))
                .build())
        .build();
  }

  static boolean isUrgent(CaseProgress step) {
    return step.getPayload() instanceof FollowUpDue due
        && due.getMessageClass() == MessageClass.URGENT;
  }

  private static CaseProgress.Builder step(String caseId, String customerId, long sequence) {
    return CaseProgress.newBuilder()
        .setProgressId(caseId + "/" + sequence)
        .setCaseId(caseId)
        .setCustomerId(customerId)
        .setSequence(sequence)
        .setDecidedAt(Instant.now())
        .setCausedBy("e-1");
  }
}
