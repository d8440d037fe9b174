package io.belay.intake.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** Describes the body of contact data. */
@Schema(description = "How a customer is reached; replaces what was known, as a whole")
record CustomerContactData(
    @Schema(description = "For the salutation; 1-200") String name,
    @Schema(description = "E.164", example = "+8613800138000") String phone,
    @Schema(description = "At most 254") String email,
    @Schema(description = "BCP 47", example = "zh-CN") String locale,
    @Schema(description = "IANA", example = "Asia/Shanghai") String zone,
    @Schema(description = "SMS, EMAIL in order of preference") List<String> preferredChannels,
    @Schema(description = "SMS, EMAIL, URGENT, ROUTINE; never silences statutory notices")
        List<String> optOuts,
    @Schema(description = "When routine messages wait") QuietHoursData quietHours,
    @Schema(description = "When it was told, ISO 8601 with offset; default: now")
        Instant updatedAt) {

  @Schema(
      description = "Local time of day, HH:mm; may run past midnight",
      requiredProperties = {"from", "to"},
      name = "QuietHours")
  record QuietHoursData(
      @Schema(description = "Inclusive", example = "22:00") String from,
      @Schema(description = "Exclusive", example = "08:00") String to) {}
}
