package io.belay.notification.rendering;

import static io.belay.notification.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.notification.Samples;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Facts;
import io.belay.notification.domain.FollowUp;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Names;
import io.belay.notification.domain.Places.Place;
import io.belay.notification.domain.Rendered;
import io.belay.notification.domain.SmsText;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageTextsTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private final MessageTexts texts = Samples.texts();

  @Test
  void everyTypeHasATextInEveryLanguage() {
    assertThat(texts.messageTypes()).isEqualTo(Samples.TYPES);
    assertThat(texts.languages()).containsExactlyInAnyOrder("en", "zh-CN");
  }

  @Test
  void everyTextRendersWithAllFactsAndWithTheFewest() {
    for (var type : texts.messageTypes()) {
      for (var language : texts.languages()) {
        for (var facts : List.of(Samples.facts(), fewestFacts())) {
          for (var channel : Channel.values()) {
            var rendered = render(type, language, channel, facts);
            var all = rendered.subject() + rendered.text() + rendered.html();
            assertThat(all).as(type + language).doesNotContain("{{").doesNotContain("}}");
            assertThat(rendered.text()).contains(rendered.code()).contains("9C1B44D2");
            assertThat(rendered.text()).doesNotContain("http").doesNotContain("  ");
          }
        }
      }
    }
  }

  @Test
  void textMessagesAreShort() {
    for (var type : texts.messageTypes()) {
      var english = SmsText.of(render(type, "en", Channel.SMS, Samples.facts()).text());
      assertThat(english.encoding()).as(type).isEqualTo(SmsText.Encoding.GSM_7);
      assertThat(english.parts()).as(type).hasSizeLessThanOrEqualTo(2);
      var chinese = SmsText.of(render(type, "zh-CN", Channel.SMS, Samples.facts()).text());
      assertThat(chinese.parts()).as(type).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void timesAreSaidInTheReadersLanguageAndZone() {
    assertThat(render("progress", "en", Channel.SMS, Samples.facts()).text())
        .contains("Next news by 00:00 tomorrow.");
    assertThat(render("progress", "zh-CN", Channel.SMS, Samples.facts()).text())
        .contains("明天00:00前再向您通报");
    var dates = new DatePhrases(java.util.Locale.ENGLISH, "{time} {day}", "{time} on {day}");
    assertThat(dates.of(Instant.parse("2026-11-24T06:30:00Z"), SHANGHAI, NOON))
        .isEqualTo("14:30 on Tue, Nov 24");
    assertThat(dates.of(Instant.parse("2026-11-20T13:30:00Z"), SHANGHAI, NOON))
        .isEqualTo("21:30 today");
  }

  @Test
  void htmlOfCustomersAndAgentsIsText() {
    var facts = factsWithAgent("<script>alert(1)</script>");
    assertThat(render("progress", "en", Channel.EMAIL, facts).html())
        .doesNotContain("<script>")
        .contains("&lt;script&gt;");
  }

  @Test
  void aValueNeverBreaksALine() {
    var facts = factsWithAgent("Li\r\nBcc: everybody@example.com");
    var rendered = render("promotion", "en", Channel.EMAIL, facts);
    assertThat(rendered.subject()).doesNotContain("\n").doesNotContain("\r");
    assertThat(rendered.text()).doesNotContain("\r").doesNotContain("\nBcc");
  }

  @Test
  void aMissingTextIsFoundAtTheStart() {
    var files = new HashMap<>(TemplateFiles.from("classpath:messages/").textByPath());
    files.remove("zh-CN/apology.sms.mustache");
    assertThatThrownBy(() -> build(files)).hasMessageContaining("zh-CN/apology.sms.mustache");
  }

  @Test
  void aMisspeltVariableIsFoundAtTheStart() {
    var files = new HashMap<>(TemplateFiles.from("classpath:messages/").textByPath());
    files.put("en/progress.sms.mustache", "{{bank}} {{cace}} {{code}}");
    assertThatThrownBy(() -> build(files)).hasMessageContaining("cace");
  }

  @Test
  void codesDifferByMessageAndKey() {
    var codes = new CheckCodes(new byte[32]);
    assertThat(codes.of("a/1")).matches("[2-9A-Z]{4}-[2-9A-Z]{4}").isNotEqualTo(codes.of("a/2"));
    var otherKey = new byte[32];
    otherKey[0] = 1;
    assertThat(new CheckCodes(otherKey).of("a/1")).isNotEqualTo(codes.of("a/1"));
  }

  private static MessageTexts build(Map<String, String> files) {
    return new MessageTexts(
        new TemplateFiles(files),
        Map.of("en", "Harbour Bank", "zh-CN", "港湾银行"),
        "en",
        new CheckCodes(new byte[32]));
  }

  private Rendered render(String type, String language, Channel channel, Facts facts) {
    var followUp =
        new FollowUp(
            Samples.CUSTOMER, Samples.CASE, 7, NOON, type, MessageClass.ROUTINE, "CN", null, facts);
    return texts.render(followUp, channel, "Wang", new Place(language, SHANGHAI), NOON);
  }

  private static Facts fewestFacts() {
    return new Facts(
        NOON,
        new Names("other", Map.of()),
        new Names("front-line", Map.of()),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static Facts factsWithAgent(String agent) {
    var facts = Samples.facts();
    return new Facts(
        facts.openedAt(),
        facts.category(),
        facts.tier(),
        agent,
        facts.expectedBy(),
        facts.waitingOn(),
        facts.outcome(),
        facts.reason(),
        facts.transactionReference(),
        facts.amount(),
        facts.currency());
  }
}
