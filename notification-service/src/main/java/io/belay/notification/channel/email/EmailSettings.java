package io.belay.notification.channel.email;

/** A mail server and who writes. */
public record EmailSettings(
    String route, ServerSettings server, Author author, int ratePerSecond) {}
