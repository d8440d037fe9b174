package io.belay.notification.channel.email;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a mail server is and how connections to it are kept.
 *
 * @param username empty: no authentication
 * @param trustedCertificates PEM file of the authorities to trust; null: those the JDK trusts
 * @param connections kept open at once
 * @param answerTimeout a command without an answer by then failed
 * @param idleAtMost a connection idle for longer is not used again
 */
public record ServerSettings(
    String host,
    int port,
    String username,
    String password,
    Starttls starttls,
    @Nullable Path trustedCertificates,
    int connections,
    Duration connectTimeout,
    Duration answerTimeout,
    Duration idleAtMost) {}
