package io.belay.notification.channel.sms;

import java.time.Duration;

/**
 * Where an SMS centre is and how the session with it is kept.
 *
 * @param answerTimeout a send without an answer by then is unknown; also bounds connect and bind
 * @param enquireLinkEvery a silent session is asked so often, and given up when it does not answer
 * @param reconnectFirst pause before the first new bind; doubles, and is spread by half
 * @param reconnectLongest bound of that pause
 * @param sessions bound at once; sends take turns on them
 */
public record CentreSettings(
    String host,
    int port,
    String systemId,
    String password,
    String systemType,
    Duration answerTimeout,
    Duration enquireLinkEvery,
    Duration reconnectFirst,
    Duration reconnectLongest,
    int sessions) {}
