package io.belay.notification.channel.sms;

import io.belay.notification.domain.SendResult.Refused;
import org.jsmpp.SMPPConstant;

/** What a centre's refusal means. */
final class SmppStatus {
  private SmppStatus() {}

  static Refused refused(int commandStatus) {
    return switch (commandStatus) {
      case SMPPConstant.STAT_ESME_RTHROTTLED, SMPPConstant.STAT_ESME_RMSGQFUL ->
          new Refused(Refused.THROTTLED, true);
      case SMPPConstant.STAT_ESME_RSYSERR,
          SMPPConstant.STAT_ESME_RSUBMITFAIL,
          SMPPConstant.STAT_ESME_RX_T_APPN ->
          new Refused("gateway-error", true);
      case SMPPConstant.STAT_ESME_RINVDSTADR -> new Refused("bad-address", false);
      case SMPPConstant.STAT_ESME_RINVSRCADR -> new Refused("bad-sender", false);
      default -> new Refused("smpp-0x%02x".formatted(commandStatus), false);
    };
  }
}
