package io.belay.intake.domain;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The published list of words that announce a secret. In English words a blank stands for any
 * blank, dash or none. Documented word by word in {@code docs/api-intake.md}.
 */
public final class SecretCues {
  /** Announce a code of 4 to 8 digits that is good once. */
  public static final List<String> CODE =
      List.of(
          "otp",
          "otp code",
          "one time code",
          "one time password",
          "one time passcode",
          "one time pin",
          "verification code",
          "verification number",
          "verify code",
          "sms code",
          "auth code",
          "authentication code",
          "authorisation code",
          "authorization code",
          "login code",
          "2fa code",
          "mfa code",
          "dynamic code",
          "dynamic password",
          "验证码",
          "驗證碼",
          "验证密码",
          "校验码",
          "校驗碼",
          "动态码",
          "動態碼",
          "动态密码",
          "動態密碼",
          "动态口令",
          "短信码",
          "短信密码",
          "一次性密码",
          "一次性密碼",
          "授权码");

  /** Announce the 3 or 4 digits on a card that prove it is at hand. */
  public static final List<String> CVV =
      List.of(
          "cvv",
          "cvv2",
          "cvc",
          "cvc2",
          "cvn",
          "cvn2",
          "csc",
          "card verification code",
          "card verification value",
          "card verification number",
          "card security code",
          "security code",
          "code on the back",
          "number on the back",
          "digits on the back",
          "安全码",
          "安全碼",
          "卡验证码",
          "卡背三位",
          "卡背后三位",
          "卡背面三位",
          "卡背面后三位",
          "背面三位",
          "背面三位数",
          "背面三位数字",
          "背面后三位",
          "背面的三位",
          "背面的三位数",
          "背面的三位数字",
          "背面3位",
          "背面后3位",
          "背面的3位数");

  /** Announce a password; what follows must look like one. */
  public static final List<String> PASSWORD =
      List.of("password", "passwd", "pass word", "passcode", "passphrase", "pwd", "密码", "密碼", "口令");

  /** Announce 4 to 12 digits known by heart. */
  public static final List<String> PIN =
      List.of("pin", "pin code", "pin number", "atm pin", "card pin", "pin码");

  private SecretCues() {}

  /** One regular expression for any of the words; longer words first. */
  static String anyOf(List<String> words) {
    return words.stream()
        .sorted((a, b) -> b.length() - a.length())
        .map(SecretCues::pattern)
        .collect(Collectors.joining("|", "(?:", ")"));
  }

  /**
   * False where none of the words can be in a folded text, as in most: the rules for them were a
   * seventh of the work on a request.
   */
  static boolean mayBeIn(String folded, List<String> words) {
    for (String word : words) {
      int blank = word.indexOf(' ');
      if (folded.contains(blank < 0 ? word : word.substring(0, blank))) {
        return true;
      }
    }
    return false;
  }

  private static String pattern(String word) {
    String quoted = Pattern.quote(word).replace(" ", "\\E[\\s_-]?\\Q");
    boolean startsLatin = isLatin(word.charAt(0));
    boolean endsLatin = isLatin(word.charAt(word.length() - 1));
    return (startsLatin ? "(?<![a-z])" : "") + quoted + (endsLatin ? "s?(?![a-z])" : "");
  }

  private static boolean isLatin(char c) {
    return c < 0x80;
  }
}
