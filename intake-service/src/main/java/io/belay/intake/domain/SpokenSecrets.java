package io.belay.intake.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secrets that a cue word gives away: the number near it, or the word after it that looks
 * like a password. A cue alone, or beside an amount, a date, a count or an order number, hides
 * nothing.
 */
final class SpokenSecrets {
  private static final String SENTENCE_END = "\\n。.;；!！?？";

  /** What may stand between cue and number. Short, within the sentence, free of digits. */
  private static final String GAP =
      "(?<gap>\\s{0,3},?(?:no\\.|[^\\d,，、" + SENTENCE_END + "]){0,24}?)";

  private static final String NOT_A_COUNT =
      "(?![a-z]|\\d|\\s{0,2}(?:年|月|日|号|號|时|點|点|元|块|塊|圆|円|万|次|位|个|個|条|條|笔|筆|分|秒|天|小时|钟|岁"
          + "|times\\b|digits?\\b|minutes?\\b|mins?\\b|hours?\\b|days?\\b|seconds?\\b|weeks?\\b"
          + "|yuan\\b|usd\\b|rmb\\b|cny\\b|eur\\b|gbp\\b|dollars?\\b|euros?\\b|pounds?\\b|%)"
          + "|[:.,/-]\\d)";
  private static final String NUMBER_BEGINS = "(?<![\\da-z$¥￥€£])(?<!\\d[.,:/-])";
  private static final String CODE_DIGITS = "(?:\\d{3}[ -]\\d{3}|\\d{4,8})";

  private static final Pattern CODE = after(SecretCues.CODE, "(?:[a-z]-)?" + CODE_DIGITS);
  private static final Pattern CVV = after(SecretCues.CVV, "\\d{3,4}");
  private static final Pattern PIN = after(SecretCues.PIN, "\\d{4,12}");
  private static final Pattern CODE_FIRST = before(CODE_DIGITS, SecretCues.CODE);
  private static final Pattern CVV_FIRST = before("\\d{3,4}", SecretCues.CVV);
  private static final Pattern PIN_FIRST = before("\\d{4,12}", SecretCues.PIN);

  private static final String QUOTES = "\"'“”‘’「『";
  private static final Pattern PASSWORD =
      Pattern.compile(
          SecretCues.anyOf(SecretCues.PASSWORD)
              + "\\s{0,2}(?<link>[:=]|->|(?:is|was|as|to|是|为|為|叫|改成|改为|改為|设为|设成|设置为|换成|就是)"
              + "\\s{0,2}:?)?\\s{0,3}(?<quote>["
              + QUOTES
              + "])?(?<value>(?!\\[(?:card|cvv|code|password))[!-~&&[^,.;:!?)]][!-~]{3,63})");
  private static final Pattern PASSWORD_FIRST =
      Pattern.compile(
          "(?<![!-~])(?<value>(?=[!-~]*\\d)[!-~]{4,64})\\s{0,2}(?:is|was|是|为|為)\\s{0,2}"
              + "(?:(?:my|the|his|her|our|your|login|old|new|我的?|他的?|她的?|登录|登陆|支付|交易|取款|银行卡的?)"
              + "\\s{0,2}){0,3}"
              + SecretCues.anyOf(SecretCues.PASSWORD));
  private static final Pattern TRAILING = Pattern.compile("[\\])}>.,;:!?\"'”’」』]+$");
  private static final Pattern ENDS_CLAUSE = Pattern.compile("^\\s*(?:$|[,，。.;；!！?？)）\\n])");
  private static final Pattern COUNT_AFTER = Pattern.compile("^" + NOT_A_COUNT);

  /** Numbers after these are not the secret, wherever in the gap they stand. */
  private static final Pattern SOMETHING_ELSE =
      Pattern.compile(
          "\\b(?:orders?|ref|reference|ticket|case|amount|error|err|hotline|phone|mobile|tel|call"
              + "|called|dial|account|acct|transaction|txn|ending|branch|extension|ext|agent|invoice"
              + "|paid|pay|charged|transfer(?:red)?|withdr[ae]w(?:n|al)?|usd|cny|rmb|eur|gbp)\\b"
              + "|订单|單號|单号|流水|金额|金額|错误|报错|錯誤|热线|客服|电话|電話|致电|拨打|账号|帐号|賬號|卡号|尾号|工号|编号"
              + "|案件|工单|转账|付款|支付了|扣了|扣款|提现|充值|[$¥￥€£]");

  /** Numbers right after these are times, places and the like. */
  private static final Pattern LEADS_ELSEWHERE =
      Pattern.compile(
          "(?:^|[\\s,])(?:at|on|in|until|till|before|after|from|since|by|within|around|about|every"
              + "|for|of|over|under|last|next|room|no one at)\\s*$|(?:于|在|到|至|从|自|等了|过了|超过)\\s*$");

  /** Words that people say after "my password is" without giving it away. */
  private static final Set<String> PLAIN_WORDS =
      Set.of(
          "reset",
          "wrong",
          "incorrect",
          "correct",
          "forgotten",
          "forgot",
          "changed",
          "expired",
          "invalid",
          "locked",
          "blocked",
          "error",
          "failed",
          "failing",
          "fails",
          "unknown",
          "same",
          "different",
          "unavailable",
          "required",
          "missing",
          "blank",
          "none",
          "please",
          "cannot",
          "can't",
          "didn't",
          "doesn't",
          "isn't",
          "wasn't",
          "customer",
          "tried",
          "being",
          "been",
          "have",
          "that",
          "this",
          "there",
          "here",
          "working",
          "gone",
          "lost",
          "stolen",
          "hacked",
          "leaked",
          "compromised",
          "weak",
          "strong",
          "short",
          "long",
          "safe",
          "secure",
          "rejected",
          "refused",
          "accepted",
          "denied",
          "empty",
          "fine",
          "okay",
          "right",
          "good",
          "temporary",
          "permanent",
          "known",
          "never",
          "always",
          "still",
          "also",
          "only",
          "very",
          "just",
          "null",
          "used",
          "sent",
          "given",
          "shared",
          "guessed",
          "exposed",
          "visible",
          "hidden",
          "needed",
          "enough",
          "disabled",
          "enabled",
          "updated",
          "protected",
          "recovered",
          "page",
          "login",
          "logout",
          "help",
          "support",
          "email",
          "mail",
          "phone",
          "sms",
          "text",
          "mine",
          "theirs",
          "what",
          "when",
          "where",
          "why",
          "your",
          "confirmed",
          "unchanged",
          "outdated",
          "ready",
          "saved",
          "deleted",
          "removed",
          "yes",
          "true",
          "false",
          "n/a",
          "unclear",
          "impossible");

  private SpokenSecrets() {}

  /** The secrets in a folded text; they may overlap. */
  static List<Span> in(String folded) {
    var found = new ArrayList<Span>();
    boolean hasDigit = hasDigit(folded);
    if (hasDigit && SecretCues.mayBeIn(folded, SecretCues.CVV)) {
      numbersAfter(CVV, folded, Secret.CVV, found);
      numbersBefore(CVV_FIRST, folded, Secret.CVV, found);
    }
    if (hasDigit && SecretCues.mayBeIn(folded, SecretCues.CODE)) {
      numbersAfter(CODE, folded, Secret.CODE, found);
      numbersBefore(CODE_FIRST, folded, Secret.CODE, found);
    }
    if (hasDigit && SecretCues.mayBeIn(folded, SecretCues.PIN)) {
      numbersAfter(PIN, folded, Secret.PASSWORD, found);
      numbersBefore(PIN_FIRST, folded, Secret.PASSWORD, found);
    }
    if (SecretCues.mayBeIn(folded, SecretCues.PASSWORD)) {
      passwords(folded, found);
      numbersBefore(PASSWORD_FIRST, folded, Secret.PASSWORD, found);
    }
    return found;
  }

  private static boolean hasDigit(String folded) {
    for (int i = 0; i < folded.length(); i++) {
      if (folded.charAt(i) >= '0' && folded.charAt(i) <= '9') {
        return true;
      }
    }
    return false;
  }

  private static Pattern after(List<String> cues, String value) {
    return Pattern.compile(
        SecretCues.anyOf(cues) + GAP + NUMBER_BEGINS + "(?<value>" + value + ")" + NOT_A_COUNT);
  }

  private static Pattern before(String value, List<String> cues) {
    return Pattern.compile(
        NUMBER_BEGINS
            + "(?<value>"
            + value
            + ")"
            + NOT_A_COUNT
            + "\\s{0,2}(?:\\(\\s?|\"?\\s?(?:is|was|是|为|為)\\s?(?:[a-z']{1,12}\\s){0,4}[\\u4e00-\\u9fff]{0,8}?)"
            + SecretCues.anyOf(cues));
  }

  private static void numbersAfter(Pattern rule, String text, Secret secret, List<Span> found) {
    Matcher match = rule.matcher(text);
    int from = 0;
    while (from <= text.length() && match.find(from)) {
      String gap = match.group("gap");
      if (SOMETHING_ELSE.matcher(gap).find() || LEADS_ELSEWHERE.matcher(gap).find()) {
        from = match.start("gap");
      } else {
        found.add(new Span(match.start("value"), match.end("value"), secret));
        from = match.end();
      }
    }
  }

  private static void numbersBefore(Pattern rule, String text, Secret secret, List<Span> found) {
    Matcher match = rule.matcher(text);
    while (match.find()) {
      found.add(new Span(match.start("value"), match.end("value"), secret));
    }
  }

  private static void passwords(String text, List<Span> found) {
    Matcher match = PASSWORD.matcher(text);
    while (match.find()) {
      int start = match.start("value");
      Matcher trailing = TRAILING.matcher(match.group("value"));
      int end = trailing.find() ? start + trailing.start() : match.end("value");
      if (end - start >= 4 && looksSecret(match, text, start, end)) {
        found.add(new Span(start, end, Secret.PASSWORD));
      }
    }
  }

  private static boolean looksSecret(Matcher match, String text, int start, int end) {
    String value = text.substring(start, end);
    String rest = text.substring(end);
    if (value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return COUNT_AFTER.matcher(rest).find();
    }
    if (value.chars().anyMatch(c -> c >= '0' && c <= '9')) {
      return !value.startsWith("http");
    }
    if (match.group("quote") != null) {
      return true;
    }
    return match.group("link") != null
        && !PLAIN_WORDS.contains(value)
        && ENDS_CLAUSE.matcher(rest).find();
  }
}
