package io.belay.notification.channel.email;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which lasting refusals say that the recipient's address does not exist, as against those of a
 * sender, a content or a server's policy: RFC 5321 4.2.2, RFC 3463 3.2 and 3.3.
 */
final class AddressRefusal {
  private static final Set<Integer> REPLIES = Set.of(550, 551, 553);

  /** Address status, and a mailbox that is disabled; 5.1.7 and 5.1.8 are about the sender's. */
  private static final Pattern STATUS = Pattern.compile("5\\.(?:1\\.(?![78]$)\\d+|2\\.1)");

  private static final String SAYS_NOTHING = "5.0.0";

  private AddressRefusal() {}

  /**
   * Whether a refusal is one.
   *
   * @param reply three digits, which count where the status says nothing; 0: not known
   * @param status enhanced code, such as 5.1.1; null: none given
   */
  static boolean isOne(int reply, @Nullable String status) {
    boolean saysNothing = status == null || status.equals(SAYS_NOTHING);
    return saysNothing ? REPLIES.contains(reply) : STATUS.matcher(status).matches();
  }
}
