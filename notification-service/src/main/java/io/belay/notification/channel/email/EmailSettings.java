package io.belay.notification.channel.email;

import java.time.Duration;
import java.util.Map;

/**
 * A mail server and who writes.
 *
 * @param username empty: no authentication
 * @param from the sender's address
 * @param fromNames the sender's name by language
 * @param domain domain of the Message-ID
 * @param connections kept open at once
 * @param answerTimeout a command without an answer by then failed
 * @param idleAtMost a connection idle for longer is not used again
 */
public record EmailSettings(
    String route,
    String host,
    int port,
    String username,
    String password,
    boolean starttls,
    String from,
    Map<String, String> fromNames,
    String domain,
    int connections,
    int ratePerSecond,
    Duration connectTimeout,
    Duration answerTimeout,
    Duration idleAtMost) {
  public EmailSettings {
    fromNames = Map.copyOf(fromNames);
  }
}
