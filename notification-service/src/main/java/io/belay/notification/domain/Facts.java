package io.belay.notification.domain;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a text may tell about a case; codes and instants, put into words only when it is rendered.
 *
 * @param agentName who has it, as shown to customers
 * @param expectedBy by when the next step can be expected
 * @param waitingOn whom the case waits for: CUSTOMER, MERCHANT, OTHER_BANK, OTHER
 * @param reason code of the reason: the clock or the cause
 * @param amount in major units as a decimal string
 * @param noticeFields what a statutory notice has to say beside that, by name; of a text in several
 *     languages by name, {@code @} and BCP 47 tag
 */
public record Facts(
    Instant openedAt,
    Names category,
    Names tier,
    @Nullable String agentName,
    @Nullable Instant expectedBy,
    @Nullable String waitingOn,
    @Nullable Names outcome,
    @Nullable String reason,
    @Nullable String transactionReference,
    @Nullable String amount,
    @Nullable String currency,
    Map<String, String> noticeFields) {

  public Facts {
    noticeFields = Map.copyOf(noticeFields);
  }

  /** The same, with what a statutory notice has to say. */
  public Facts withNoticeFields(Map<String, String> fields) {
    return new Facts(
        openedAt,
        category,
        tier,
        agentName,
        expectedBy,
        waitingOn,
        outcome,
        reason,
        transactionReference,
        amount,
        currency,
        fields);
  }

  /** Of a message that is no statutory notice. */
  public Facts(
      Instant openedAt,
      Names category,
      Names tier,
      @Nullable String agentName,
      @Nullable Instant expectedBy,
      @Nullable String waitingOn,
      @Nullable Names outcome,
      @Nullable String reason,
      @Nullable String transactionReference,
      @Nullable String amount,
      @Nullable String currency) {
    this(
        openedAt,
        category,
        tier,
        agentName,
        expectedBy,
        waitingOn,
        outcome,
        reason,
        transactionReference,
        amount,
        currency,
        Map.of());
  }
}
