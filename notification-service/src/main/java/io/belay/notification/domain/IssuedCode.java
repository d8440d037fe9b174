package io.belay.notification.domain;

import java.time.Instant;
import java.time.ZoneId;

/**
 * A check code that went out in a message.
 *
 * @param sentAt when its message was handed to a channel
 * @param zone of its reader
 * @param proof ties it to the last four digits of the reader's phone, which cannot be read from it
 */
public record IssuedCode(
    String code, String messageType, Channel channel, Instant sentAt, ZoneId zone, String proof) {}
