package io.belay.notification.channel.sms;

import java.time.Duration;

/**
 * An SMS centre and how it wants to be spoken to.
 *
 * @param sender registered sender: a name of at most 11 characters, or a number
 * @param window sends under way at once
 * @param answerTimeout a send without an answer by then is unknown
 * @param throttledPause how long nothing is sent after the centre said "too fast"
 * @param mostParts a longer text is refused, not cut
 */
public record SmsSettings(
    String route,
    String host,
    int port,
    String systemId,
    String password,
    String systemType,
    String sender,
    int window,
    int ratePerSecond,
    GatewayIds idFormat,
    Duration answerTimeout,
    Duration enquireLinkEvery,
    Duration reconnectFirst,
    Duration reconnectLongest,
    Duration throttledPause,
    int mostParts,
    Duration urgentValidity,
    Duration routineValidity) {}
