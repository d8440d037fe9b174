package io.belay.notification.stream.state;

import io.belay.notification.domain.Facts;
import io.belay.notification.domain.FollowUp;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Names;

/** A follow-up as bytes. */
final class FollowUpBytes {
  private static final int VERSION = 1;

  private FollowUpBytes() {}

  static byte[] write(FollowUp followUp) {
    var out = new StateOutput(VERSION);
    writeTo(out, followUp);
    return out.toBytes();
  }

  static FollowUp read(byte[] bytes) {
    return readFrom(new StateInput(bytes, VERSION));
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
  }

  static FollowUp readFrom(StateInput in) {
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
