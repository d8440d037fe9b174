package io.belay.intake.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** Describes the body of an opening; it is read by {@link JsonTrees} and checked by the domain. */
@Schema(
    description = "A customer's trouble that becomes a case",
    requiredProperties = {"category", "channel", "summary", "customer"})
record CaseOpening(
    @Schema(description = "As the policy pack names it; 1-64", example = "withdrawal-delayed")
        String category,
    @Schema(
            description = "How the customer reached the bank",
            allowableValues = {"PHONE", "APP", "WEB", "EMAIL", "SOCIAL", "BRANCH", "API", "OTHER"})
        String channel,
    @Schema(description = "The reporting system; 1-64; default: the client") String source,
    @Schema(description = "The case in that system; 1-128") String externalId,
    @Schema(description = "ISO 8601 with offset; at most 5 minutes ahead; default: now")
        Instant openedAt,
    @Schema(description = "P1 (highest) to P4") String priority,
    @Schema(description = "In the customer's or agent's words; 1-4000; masked") String summary,
    @Schema(description = "Whose case it is, and how to reach them") Customer customer,
    @Schema(description = "The transaction it is about") Transaction transaction,
    @Schema(description = "The customer's device; 1-128") String device,
    @Schema(description = "References to evidence; at most 20 of 1-500") List<String> evidence,
    @Schema(description = "Who took the case") ActorData handledBy,
    @Schema(description = "Who reported it, where that is somebody else") ActorData by,
    @Schema(description = "ISO 3166, chooses pack and calendar", example = "CN") String market,
    @Schema(description = "Legal entity or branch; 1-64") String entity,
    @Schema(
            name = "import",
            description =
                "True: an old case of another system, which may be older than settled cases are"
                    + " kept (30 days or more); default: false")
        Boolean imported) {

  @Schema(
      description = "Contact data is taken when any of it is given",
      requiredProperties = "id",
      name = "Customer")
  record Customer(
      @Schema(description = "1-80") String id,
      @Schema(description = "For the salutation; 1-200") String name,
      @Schema(description = "E.164", example = "+8613800138000") String phone,
      @Schema(description = "At most 254") String email,
      @Schema(description = "BCP 47", example = "zh-CN") String locale,
      @Schema(description = "IANA", example = "Asia/Shanghai") String zone,
      @Schema(description = "SMS, EMAIL in order of preference") List<String> preferredChannels) {}

  @Schema(description = "What the customer was asked to prepare", name = "Transaction")
  record Transaction(
      @Schema(description = "Order or transaction number; 1-128") String reference,
      @Schema(description = "Major units, decimal, up to 4 places", example = "199.00")
          String amount,
      @Schema(description = "ISO 4217", example = "CNY") String currency,
      @Schema(description = "ISO 8601 with offset") Instant occurredAt,
      @Schema(description = "The other party; 1-4000; masked") String counterparty) {}
}
