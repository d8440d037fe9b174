package io.belay.notification.channel.sms;

import io.belay.notification.domain.Senders;
import java.time.Duration;

/**
 * An SMS centre and how it wants to be spoken to.
 *
 * @param route its name in outcomes, receipts and meters
 * @param window sends under way at once
 * @param throttledPause how long nothing is sent after the centre said "too fast"; doubles while it
 *     says so again
 * @param mostParts a longer text is refused, not cut
 * @param urgentValidity how long the centre tries to reach the phone
 */
public record SmsSettings(
    String route,
    CentreSettings centre,
    Senders senders,
    ReceiptIds receiptIds,
    int window,
    int ratePerSecond,
    Duration throttledPause,
    int mostParts,
    Duration urgentValidity,
    Duration routineValidity) {}
