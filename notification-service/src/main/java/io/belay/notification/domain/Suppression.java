package io.belay.notification.domain;

import java.time.Instant;

/**
 * An address that does not exist, as a gateway or a bounce said. It holds until the customer names
 * another.
 *
 * @param reason stable code of what was said
 */
public record Suppression(Channel channel, String address, Instant since, String reason) {}
