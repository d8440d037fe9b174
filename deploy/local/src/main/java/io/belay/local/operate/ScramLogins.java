package io.belay.local.operate;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Tries whether users can log in, over the listener of the administrator. */
final class ScramLogins {
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private final Map<String, Object> administrator;

  /**
   * @param administrator settings of a Kafka client
   */
  ScramLogins(Map<String, Object> administrator) {
    this.administrator = Map.copyOf(administrator);
  }

  /** Whether the listener asks anybody who they are. */
  boolean areAskedFor() {
    return String.valueOf(administrator.get("security.protocol")).startsWith("SASL");
  }

  boolean succeeds(String user, String password) throws ExecutionException, InterruptedException {
    var settings = new HashMap<>(administrator);
    settings.put("client.id", "login-of-" + user);
    settings.put("sasl.mechanism", "SCRAM-SHA-512");
    settings.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(quoted(user), quoted(password)));
    try (var login = Admin.create(settings)) {
      login.describeCluster().clusterId().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthenticationException) {
        return false;
      }
      if (e.getCause() instanceof AuthorizationException) {
        return true;
      }
      throw e;
    }
  }

  /** Waits until the broker has heard of a password that was set. */
  void await(String user, String password) throws ExecutionException, InterruptedException {
    long end = System.nanoTime() + WITHIN.toNanos();
    while (!succeeds(user, password)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "expected user '%s' to log in within %d s of its new password, but the broker refuses it"
                .formatted(user, WITHIN.toSeconds()));
      }
      Thread.sleep(BETWEEN);
    }
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
