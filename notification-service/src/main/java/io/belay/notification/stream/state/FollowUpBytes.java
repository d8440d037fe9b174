package io.belay.notification.stream.state;

import io.belay.notification.domain.CaseNews;
import io.belay.notification.domain.DutyChange;
import io.belay.notification.domain.Facts;
import io.belay.notification.domain.FollowUp;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Names;

/** What the progress of a case means, as bytes. Follow-ups stand in outboxes too. */
final class FollowUpBytes {
  private static final int VERSION = 2;

  /** Was always a follow-up, and knew neither incidents, digests nor fields of notices. */
  private static final int FOLLOW_UPS_ONLY = 1;

  private static final int FOLLOW_UP = 1;
  private static final int DUTY = 2;

  /** In the place of a clock's name, which a settlement has none of: the case is gone. */
  private static final String FORGOTTEN = "forgotten";

  private FollowUpBytes() {}

  static byte[] write(CaseNews news) {
    var out = new StateOutput(VERSION);
    switch (news) {
      case FollowUp followUp -> {
        out.writeByte(FOLLOW_UP);
        writeTo(out, followUp);
      }
      case DutyChange duty -> {
        out.writeByte(DUTY);
        out.writeText(duty.customerId());
        out.writeText(duty.caseId());
        out.writeLong(duty.sequence());
        // an instance of a release before takes it for another settlement, which it is, too
        boolean forgotten = duty.kind() == DutyChange.Kind.FORGOTTEN;
        out.writeEnum(forgotten ? DutyChange.Kind.SETTLED : duty.kind());
        out.writeText(forgotten ? FORGOTTEN : duty.clock());
      }
    }
    return out.toBytes();
  }

  static CaseNews read(byte[] bytes) {
    var in = new StateInput(bytes, VERSION);
    if (in.version() == FOLLOW_UPS_ONLY) {
      return readShort(in);
    }
    int kind = in.readByte();
    return switch (kind) {
      case FOLLOW_UP -> readFrom(in);
      case DUTY ->
          readDuty(
              in.readText(),
              in.readText(),
              in.readLong(),
              in.readEnum(DutyChange.Kind.class),
              in.readText());
      default -> throw new IllegalStateException("Expected known news, but it is " + kind);
    };
  }

  private static DutyChange readDuty(
      String customerId, String caseId, long sequence, DutyChange.Kind kind, String clock) {
    return kind == DutyChange.Kind.SETTLED && clock.equals(FORGOTTEN)
        ? new DutyChange(customerId, caseId, sequence, DutyChange.Kind.FORGOTTEN, "")
        : new DutyChange(customerId, caseId, sequence, kind, clock);
  }

  static void writeTo(StateOutput out, FollowUp followUp) {
    out.writeText(followUp.customerId());
    out.writeText(followUp.caseId());
    out.writeLong(followUp.sequence());
    out.writeInstant(followUp.decidedAt());
    out.writeText(followUp.messageType());
    out.writeEnum(followUp.messageClass());
    out.writeTextOrNull(followUp.market());
    out.writeInstantOrNull(followUp.notAfter());
    writeFacts(out, followUp.facts());
    out.writeTextOrNull(followUp.incidentId());
    out.writeTexts(followUp.facts().noticeFields());
    out.writeAll(followUp.digestOf(), FollowUpBytes::writeTo);
  }

  static FollowUp readFrom(StateInput in) {
    var known = readShort(in);
    var incidentId = in.readTextOrNull();
    var facts = known.facts().withNoticeFields(in.readTexts());
    return new FollowUp(
        known.customerId(),
        known.caseId(),
        known.sequence(),
        known.decidedAt(),
        known.messageType(),
        known.messageClass(),
        known.market(),
        known.notAfter(),
        facts,
        incidentId,
        in.readAll(FollowUpBytes::readFrom));
  }

  /** As releases before incidents, digests and fields of notices wrote it. */
  static FollowUp readShort(StateInput in) {
    return new FollowUp(
        in.readText(),
        in.readText(),
        in.readLong(),
        in.readInstant(),
        in.readText(),
        in.readEnum(MessageClass.class),
        in.readTextOrNull(),
        in.readInstantOrNull(),
        readFacts(in));
  }

  private static void writeFacts(StateOutput out, Facts facts) {
    out.writeInstant(facts.openedAt());
    writeNames(out, facts.category());
    writeNames(out, facts.tier());
    out.writeTextOrNull(facts.agentName());
    out.writeInstantOrNull(facts.expectedBy());
    out.writeTextOrNull(facts.waitingOn());
    out.writeOrNull(facts.outcome(), FollowUpBytes::writeNames);
    out.writeTextOrNull(facts.reason());
    out.writeTextOrNull(facts.transactionReference());
    out.writeTextOrNull(facts.amount());
    out.writeTextOrNull(facts.currency());
  }

  private static Facts readFacts(StateInput in) {
    return new Facts(
        in.readInstant(),
        readNames(in),
        readNames(in),
        in.readTextOrNull(),
        in.readInstantOrNull(),
        in.readTextOrNull(),
        in.readOrNull(FollowUpBytes::readNames),
        in.readTextOrNull(),
        in.readTextOrNull(),
        in.readTextOrNull(),
        in.readTextOrNull());
  }

  private static void writeNames(StateOutput out, Names names) {
    out.writeText(names.code());
    out.writeTexts(names.byLanguage());
  }

  private static Names readNames(StateInput in) {
    return new Names(in.readText(), in.readTexts());
  }
}
