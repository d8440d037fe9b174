package io.belay.notification.web.page;

import java.time.Duration;

/**
 * Every limit of the pages, as one table. Counted by instance.
 *
 * @param readsPerMinute page and JSON of one link
 * @param requestsPerMinute higher tier, not solved and rating through one link
 * @param perAddressPerMinute all of it from one address (IPv6: one /64)
 * @param streams open at once
 * @param streamsPerLink open at once for one case
 * @param checksPerMinute of codes from one address
 * @param checksPerCodePerHour of one code, whoever asks
 * @param checkTakes how long each check takes at least, whatever its answer; and each answer to a
 *     link that shows nothing, whatever is wrong with it
 * @param answerWithin how long another instance or the broker may take
 */
public record PageLimits(
    int readsPerMinute,
    int requestsPerMinute,
    int perAddressPerMinute,
    int streams,
    int streamsPerLink,
    int checksPerMinute,
    int checksPerCodePerHour,
    Duration checkTakes,
    Duration answerWithin) {}
