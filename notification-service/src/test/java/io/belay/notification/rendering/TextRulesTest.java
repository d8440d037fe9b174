package io.belay.notification.rendering;

import static io.belay.notification.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.contract.StatutoryNotice;
import io.belay.contract.TrackingToken;
import io.belay.notification.Samples;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.FollowUp;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Places.Place;
import io.belay.notification.domain.Rendered;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {
  private static final TrackingToken.Keys KEYS =
      new TrackingToken.Keys(Map.of("k", Base64.getEncoder().encodeToString(new byte[32])), "k");
  private static final TrackingLinks LINKS =
      TrackingLinks.of(
          KEYS,
          URI.create("https://bank.example/track"),
          Duration.ofDays(30),
          Map.of("CN", Set.of(Channel.EMAIL), "HK", Set.of()));

  private final Map<String, String> files =
      new HashMap<>(TemplateFiles.from("classpath:messages/").textByPath());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{bank}} {{code}}: please reply with your password",
        "{{bank}} {{code}}: send us the one-time code",
        "{{bank}} {{code}}: what is your PIN?",
        "{{bank}} {{code}}: tell us the CVV",
        "{{bank}} {{code}}: your card number, please",
        "【{{bank}}】请回复短信验证码 {{code}}",
        "【{{bank}}】请提供银行卡号 {{code}}",
        "【{{bank}}】请输入密码 {{code}}",
        "【{{bank}}】请回复校验码 {{code}}",
        "{{bank}} {{code}}: read out your access code",
        "{{bank}} {{code}}: confirm with your mPIN"
      })
  void aTextThatNamesACredentialIsRefusedWhenItIsLoaded(String text) {
    files.put("en/progress.sms.mustache", text);
    assertThatThrownBy(this::build).hasMessageContaining("to name no credential");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{bank}} {{code}}: see https://bank.example/case",
        "{{bank}} {{code}}: see www.bank.example",
        "{{bank}} {{code}}: see bank-help.com/now",
        "【{{bank}}】请点击 t.cn/A1b2 {{code}}",
        "{{bank}} {{code}}: see t.co/A1b2",
        "{{bank}} {{code}}: see is.gd/x",
        "{{bank}} {{code}}: see v.example/x",
        "{{bank}} {{code}}: see bank-help.info",
        "【{{bank}}】请访问 银行.中国 {{code}}"
      })
  void aTextWithALinkOfItsOwnIsRefusedWhenItIsLoaded(String text) {
    files.put("zh-CN/progress.sms.mustache", text);
    assertThatThrownBy(this::build).hasMessageContaining("to have no link of their own");
  }

  /** What is spared the pattern has no link: texts made of the pieces that links are made of. */
  @Test
  void noLinkIsPassedOver() {
    var pieces =
        List.of(
            "www.", "WWW.", "http:", "httpſ:", "HTTPS:", ".", "..", ":", " ", "a", "bank", "-",
            "com", "COM", "lınk", "linK", "İo", "中国", "银行", "/x", "9", "@", "_", "𝒶", "。");
    var random = new Random(20261127);
    int links = 0;
    for (int i = 0; i < 200_000; i++) {
      var text = new StringBuilder();
      random.ints(1 + random.nextInt(6), 0, pieces.size()).forEach(n -> text.append(pieces.get(n)));
      boolean link = TextRules.LINK.matcher(text).find();
      links += link ? 1 : 0;
      assertThat(link && !TextRules.mayHoldLink(text.toString())).as("%s", text).isFalse();
    }
    assertThat(links).isGreaterThan(10_000);
    assertThat(TextRules.mayHoldLink("Harbour Bank: your case is with us. It takes 2.5 days."))
        .isFalse();
  }

  @Test
  void theWordsAreHeldToTheSameRules() {
    var words = files.get("en/words.properties");
    files.put("en/words.properties", words + "\nwaiting.MERCHANT=your password\n");
    assertThatThrownBy(this::build).hasMessageContaining("waiting.MERCHANT");
  }

  @Test
  void aLinkStandsOnlyWhereItsMarketAllowsOne() {
    var allowed = render("CN", MessageClass.ROUTINE, Channel.EMAIL, "Li");
    assertThat(allowed.text()).contains("Follow your case: https://bank.example/track/");
    assertThat(allowed.html()).contains("href=\"https://bank.example/track/");
    assertThat(render("CN", MessageClass.ROUTINE, Channel.SMS, "Li").text()).doesNotContain("http");
    assertThat(render("HK", MessageClass.ROUTINE, Channel.EMAIL, "Li").html())
        .doesNotContain("http");
    assertThat(render("XX", MessageClass.ROUTINE, Channel.EMAIL, "Li").html())
        .doesNotContain("http");
    assertThat(render("CN", MessageClass.URGENT, Channel.EMAIL, "Li").html())
        .doesNotContain("http");
  }

  @Test
  void theLinkOpensThisCaseOfThisCustomerForAMonth() {
    var text = render("CN", MessageClass.ROUTINE, Channel.EMAIL, "Li").text();
    var token = text.replaceAll("(?s).*/track/(\\S+).*", "$1");
    assertThat(KEYS.verify(token, NOON))
        .isEqualTo(
            new TrackingToken.Genuine(
                new TrackingToken(Samples.CASE, Samples.CUSTOMER, NOON.plus(Duration.ofDays(30)))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Li, send your password", "see evil.com", "Li 告诉我验证码"})
  void aNameThatBreaksARuleIsLeftOut(String agent) {
    var rendered = render("CN", MessageClass.ROUTINE, Channel.EMAIL, agent);
    assertThat(rendered.text()).doesNotContain(agent).contains("It is with our specialists.");
    assertThat(refusal(rendered, "CN")).isEmpty();
  }

  @Test
  void aCheckCodeMaySpellTheNameOfACredential() {
    var said = text("Your case is with us. Code CVV2-K7QM");
    assertThat(refusal(withCode(said, "CVV2-K7QM"), "CN")).isEmpty();
    assertThat(refusal(withCode(said, "K7QM-3XPA"), "CN")).contains("text-names-credential");
  }

  private static Rendered withCode(Rendered rendered, String code) {
    return new Rendered(
        rendered.locale(),
        rendered.subject(),
        rendered.text(),
        rendered.html(),
        rendered.template(),
        code);
  }

  @Test
  void aFinishedTextIsHeldToTheRulesAgain() {
    assertThat(refusal(text("Your OTP, please"), "CN")).contains("text-names-credential");
    assertThat(refusal(text("See evil.com"), "CN")).contains("text-has-link");
    assertThat(refusal(text("Case delayed withdrawal, call the number on your card"), "CN"))
        .isEmpty();
    assertThat(refusal(text("J.Smith looks at it, e.g. on Tue.We hope by 5 p.m./6 p.m."), "CN"))
        .isEmpty();
    var withLink = render("CN", MessageClass.ROUTINE, Channel.EMAIL, "Li");
    assertThat(refusal(withLink, "CN")).isEmpty();
    assertThat(refusal(withLink, "HK")).contains("text-has-link");
  }

  /** What the law wants may stand in one field as in another, and with an address. */
  @ParameterizedTest
  @ValueSource(strings = {"remedies", "ombudsmanName", "ombudsmanContact"})
  void aNoticeMaySayWhereToTurnToInEachOfItsFields(String shortest) {
    var fields = new HashMap<String, String>();
    for (var field : StatutoryNotice.ofType("notice-decision").orElseThrow().fields()) {
      var own = field.equals(shortest) ? "" : ", www.ombudsman.example/" + field;
      fields.put(field, "the ombudsman" + own);
    }
    var decision =
        new FollowUp(
            Samples.CUSTOMER,
            Samples.CASE,
            7,
            NOON,
            "notice-decision",
            MessageClass.STATUTORY,
            "SG",
            null,
            Samples.facts().withNoticeFields(fields));
    var texts = build();
    var place = new Place("en", ZoneId.of("UTC"));
    for (var channel : Channel.values()) {
      var rendered = texts.render(decision, channel, "Wang", place, NOON);
      assertThat(rendered.text()).contains("www.ombudsman.example");
      assertThat(texts.refusal(rendered, decision, channel)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "4111 1111 1111 1111, ****1111",
    "4111-1111-1111-1111, ****1111",
    "6222021234567890123, ****0123",
    "DE89 3704 0044 0532 0130 00, ****3000",
    "GB82WEST12345698765432, ****5432",
    "gb82 west 1234 5698 7654 32, ****5432",
    "GB82-WEST-1234-5698-7654-32, ****5432",
    "4111.1111.1111.1111, ****1111",
    "4111\u00a01111\u20111111\u20131111, ****1111",
    "４１１１ １１１１ １１１１ １１１１, ****1111",
    "账号６２１７００００１００４８３１７２１９。, 账号****7219。",
    "W20261119-7781, W20261119-7781",
    "20261119-7781, 20261119-7781",
    "13800138000, 13800138000",
    "order 12345, order 12345"
  })
  void ofCardsAndAccountsOnlyTheLastFourDigitsReachAText(String value, String shown) {
    assertThat(Words.plain(value)).isEqualTo(shown);
  }

  private MessageTexts build() {
    return new MessageTexts(
        new TemplateFiles(files),
        Map.of("en", "Harbour Bank", "zh-CN", "港湾银行"),
        "en",
        new CheckCodes(new byte[32]),
        LINKS);
  }

  private Rendered render(String market, MessageClass messageClass, Channel channel, String agent) {
    return build()
        .render(
            followUp(market, messageClass, agent),
            channel,
            "Wang",
            new Place("en", ZoneId.of("UTC")),
            NOON);
  }

  private Optional<String> refusal(Rendered rendered, String market) {
    return build().refusal(rendered, followUp(market, MessageClass.ROUTINE, "Li"), Channel.EMAIL);
  }

  private static Rendered text(String text) {
    return new Rendered("en", null, text, null, "t", "K7QM-3XPA");
  }

  private static FollowUp followUp(String market, MessageClass messageClass, String agent) {
    return new FollowUp(
        Samples.CUSTOMER,
        Samples.CASE,
        7,
        NOON,
        "progress",
        messageClass,
        market,
        null,
        Samples.factsWith(agent));
  }
}
