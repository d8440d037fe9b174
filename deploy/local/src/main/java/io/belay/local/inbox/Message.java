package io.belay.local.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as its reader has it.
 *
 * @param number counts messages in order of arrival, from 1
 * @param channel SMS or EMAIL
 * @param from sender as shown
 * @param to phone number or e-mail address
 * @param subject of an e-mail, else empty
 * @param html the HTML part of an e-mail, where it has one
 * @param parts number of SMS it was sent as; 1 for e-mail
 * @param encoding GSM-7, UCS-2 or Latin-1 for SMS; empty for e-mail
 */
public record Message(
    long number,
    String channel,
    Instant receivedAt,
    String from,
    String to,
    String subject,
    String text,
    @Nullable String html,
    int parts,
    String encoding) {

  Message numbered(long next) {
    return new Message(next, channel, receivedAt, from, to, subject, text, html, parts, encoding);
  }
}
