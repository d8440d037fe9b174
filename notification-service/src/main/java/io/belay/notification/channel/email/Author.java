package io.belay.notification.channel.email;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who writes, and where answers of machines go.
 *
 * @param from the sender's address
 * @param fromNames the sender's name by language
 * @param domain domain of the Message-ID
 * @param unsubscribe null: no List-Unsubscribe
 * @param bounces null: bounces go to the sender's address and are not read
 * @param dkim null: not signed
 */
public record Author(
    String from,
    Map<String, String> fromNames,
    String domain,
    @Nullable Unsubscribe unsubscribe,
    @Nullable BounceAddresses bounces,
    @Nullable MailSigner dkim) {
  public Author {
    fromNames = Map.copyOf(fromNames);
  }

  /**
   * How a customer says "no more of these": RFC 2369 and, with one click, RFC 8058.
   *
   * @param url an https address; {@code {reference}} in it names the message
   * @param oneClick a POST to it without a question unsubscribes
   */
  public record Unsubscribe(String url, boolean oneClick) {}
}
