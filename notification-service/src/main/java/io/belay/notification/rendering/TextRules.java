package io.belay.notification.rendering;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What no message says: the name of a credential, or a link of its own. Checked when texts are
 * loaded, and again in every text that is about to be sent. (No bank asks for credentials: HKMA,
 * MAS and RBI guidance; links by market: the switch {@code belay.markets.*.links}.)
 */
final class TextRules {
  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "(?iu:\\b(?:passwords?|passcodes?|pass ?phrases?|pin"
              + " (?:code|number)s?|cvv2?|cvc2?|security codes?|access codes?|sms codes?|one[-"
              + " ]time[- ](?:codes?|passwords?|pins?)|otps?|m-?pins?|verification codes?|(?:full"
              + " )?card numbers?|log-?in details)\\b)|\\bPINs?\\b"
              + "|密码|口令|验证码|校验码|动态码|短信码|授权码|安全码|卡号|登录信息");

  /** A domain counts where its ending is one of these, or where a path follows it. */
  static final Pattern LINK =
      Pattern.compile(
          "(?iu)https?:|\\bwww\\.|(?<![@\\w.-])(?:[a-z0-9-]+\\.)+"
              + "(?:(?:com|cn|net|org|io|co|hk|sg|uk|in|au|us|eu|de|fr|ru|jp|tw|app|link|ly|gl|gd"
              + "|me|cc|top|xyz|vip|bank|info|biz|shop|store|online|site|club|icu|mobi|asia)"
              + "(?![\\w-])|[a-z]{2,}/\\w)"
              + "|[\\p{L}\\d-]+\\.(?:中国|公司|网络|网址|香港)");

  private TextRules() {}

  /** The credential a text names. */
  static Optional<String> credentialIn(String text) {
    return first(CREDENTIAL, text);
  }

  /** The link in a text, with or without its scheme. */
  static Optional<String> linkIn(String text) {
    return mayHoldLink(text) ? first(LINK, text) : Optional.empty();
  }

  /**
   * Whether the pattern has to look: each link has a point with a letter behind it, that of {@code
   * www.}, or the colon of a scheme. Most texts have none of these, and looking was a twentieth of
   * the samples of the stream's thread.
   */
  static boolean mayHoldLink(String text) {
    for (int i = 1; i < text.length(); i++) {
      char at = text.charAt(i);
      char before = text.charAt(i - 1);
      boolean scheme = at == ':' && "pPsS\u017f".indexOf(before) >= 0;
      boolean domain = before == '.' && Character.isLetter(at);
      boolean www = at == '.' && (before == 'w' || before == 'W');
      if (scheme || domain || www) {
        return true;
      }
    }
    return false;
  }

  /** A name or reference from outside as it may stand in a text: what breaks a rule is left out. */
  static String harmless(String value) {
    return credentialIn(value).isPresent() || linkIn(value).isPresent() ? "" : value;
  }

  private static Optional<String> first(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    return found.find() ? Optional.of(found.group()) : Optional.empty();
  }
}
