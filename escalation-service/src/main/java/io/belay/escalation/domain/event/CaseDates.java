package io.belay.escalation.domain.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The dates by which it is told which law goes for a case.
 *
 * @param openedAt when the customer came
 * @param transactionAt when the transaction took place; null: not known
 */
public record CaseDates(Instant openedAt, @Nullable Instant transactionAt) {}
