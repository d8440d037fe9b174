package io.belay.notification.rendering;

import static io.belay.notification.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.contract.StatutoryNotice;
import io.belay.notification.Samples;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Facts;
import io.belay.notification.domain.FollowUp;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Names;
import io.belay.notification.domain.Places.Place;
import io.belay.notification.domain.Rendered;
import io.belay.notification.domain.SmsText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextsTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final Map<String, String> NOTICE_FIELDS =
      Map.of(
          "timetable", "You will have our final response within 8 weeks.",
          "reasonForDelay@en", "We wait for the other bank.",
          "reasonForDelay@zh-CN", "我们仍在等待对方银行的答复。",
          "ombudsmanName", "the Financial Ombudsman Service",
          "ombudsmanContact", "www.ombudsman.example, 0800 555 0100.",
          "creditTerms", "You may use it in full while we look into it.",
          "remedies", "You may ask us to review the decision.");

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
            assertThat(rendered.template()).isEqualTo(texts.versionOf(type, language));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en    | SMS   | 9C1B44D2 (delayed withdrawal). It is with Li (our specialists). You will hear from us by 00:00 on Sat, Nov 21.
          zh-CN | SMS   | 9C1B44D2（提现延迟）已受理，由Li（专家组）处理。我们将在11月21日周六 00:00前答复您。
          en    | EMAIL | is with Li (our specialists) now.
          en    | EMAIL | You will hear from us by 00:00 on Sat, Nov 21.
          zh-CN | EMAIL | 11月21日周六 00:00
          """)
  void anAcknowledgementNamesTheCaseWhoHasItAndTheTimeInTheReadersWordsAndZone(
      String language, Channel channel, String words) {
    assertThat(render("acknowledgement", language, channel, Samples.facts()).text())
        .contains(words);
  }

  @Test
  void whoIsWaitedForIsNotSaidWhereThereIsNoWordForIt() {
    var facts = Samples.facts();
    var waiting = needing("x", "A_REGULATOR_OF_A_LATER_RELEASE");
    assertThat(render("progress", "en", Channel.SMS, facts).text()).contains("We are waiting for");
    assertThat(render("progress", "en", Channel.SMS, waiting).text()).doesNotContain("waiting");
  }

  /** The case knows the disputed amount, and a bank may credit less. */
  @ParameterizedTest
  @CsvSource({"en, 'Fri, Nov 20, 2026'", "zh-CN, 2026年11月20日周五"})
  void aCreditForNowNamesItsDateAndNeverTheDisputedAmount(String language, String date) {
    for (var channel : Channel.values()) {
      var rendered = render("notice-credit", language, channel, Samples.facts());
      var all = rendered.subject() + rendered.text() + rendered.html();
      assertThat(all).contains(date).doesNotContain("199").doesNotContain("CNY");
    }
    assertThat(render("result", language, Channel.EMAIL, Samples.facts()).text())
        .as("what was disputed, elsewhere")
        .contains("CNY 199.00");
  }

  /** What a message says it is late for, or went up for, is a clock of a pack. */
  @Test
  void eachInternalClockOfTheShippedPacksHasAWordInEveryLanguage() throws IOException {
    var clocks = new TreeSet<String>();
    try (var packs =
        Files.newDirectoryStream(
            Path.of(System.getProperty("belay.root", ".."), "deploy/policies"), "*.yaml")) {
      for (var pack : packs) {
        boolean inClocks = false;
        for (var line : Files.readAllLines(pack)) {
          inClocks = line.matches("[a-z].*") ? line.equals("clocks:") : inClocks;
          if (inClocks && line.matches("  [a-z-]+:")) {
            clocks.add(line.substring(2, line.length() - 1));
          }
        }
      }
    }
    assertThat(clocks).contains("promised-reply", "tier-budget").hasSizeGreaterThan(6);
    for (var language : texts.languages()) {
      var words = TemplateFiles.from("classpath:messages/").text(language + "/words.properties");
      for (var clock : clocks) {
        assertThat(words).as(language).contains("reason." + clock + "=");
      }
    }
  }

  @Test
  void textMessagesAreShort() {
    for (var type : texts.messageTypes()) {
      // the law's words take room
      int most = StatutoryNotice.ofType(type).isPresent() ? 4 : 2;
      var english = SmsText.of(render(type, "en", Channel.SMS, Samples.facts()).text());
      assertThat(english.encoding()).as(type).isEqualTo(SmsText.Encoding.GSM_7);
      assertThat(english.parts()).as(type).hasSizeLessThanOrEqualTo(most);
      var chinese = SmsText.of(render(type, "zh-CN", Channel.SMS, Samples.facts()).text());
      assertThat(chinese.parts()).as(type).hasSizeLessThanOrEqualTo(most);
    }
  }

  @Test
  void timesAreSaidInTheReadersLanguageAndZone() {
    assertThat(render("progress", "en", Channel.SMS, Samples.facts()).text())
        .contains("Next news by 00:00 on Sat, Nov 21.");
    assertThat(render("progress", "zh-CN", Channel.SMS, Samples.facts()).text())
        .contains("11月21日周六 00:00前再向您通报");
  }

  @Test
  void aTimeThatIsOverIsNotPromised() {
    var by = NOON.plus(Duration.ofHours(4));
    for (var type : texts.messageTypes()) {
      for (var language : texts.languages()) {
        for (var channel : Channel.values()) {
          var before = render(type, language, channel, Samples.facts(), by.minusMillis(1));
          var at = render(type, language, channel, Samples.facts(), by);
          var all = at.subject() + at.text() + at.html();
          assertThat(all).as(type + language).doesNotContain("00:00");
          if (type.equals("digest") || type.equals("progress")) {
            assertThat(before.text()).as("just before").contains("00:00");
          }
        }
      }
    }
  }

  @Test
  void whereNoTimeIsNamedNothingPointsToOne() {
    for (var type : texts.messageTypes()) {
      for (var language : texts.languages()) {
        var text = render(type, language, Channel.EMAIL, fewestFacts()).text();
        // that of an incident is its end
        if (!type.equals("incident")) {
          assertThat(text)
              .as(type)
              .doesNotContainIgnoringCase("until then")
              .doesNotContain("that passes", "在此之前");
        }
      }
    }
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
  void aNoticeIsSaidInTheReadersLanguageAsFarAsThePackHasIt() {
    assertThat(render("notice-delay", "zh-CN", Channel.SMS, Samples.facts()).text())
        .contains("我们仍在等待对方银行的答复。")
        .contains("the Financial Ombudsman Service");
  }

  @Test
  void aNoticeThatLacksWhatTheLawWantsIsNotSaid() {
    for (var notice : StatutoryNotice.values()) {
      for (var missing : notice.fields()) {
        var given = new HashMap<>(NOTICE_FIELDS);
        given.keySet().removeIf(key -> key.equals(missing) || key.startsWith(missing + "@"));
        assertThat(texts.refusal(notice(notice.messageType(), given)))
            .as(missing)
            .contains("notice-incomplete");
      }
      assertThat(texts.refusal(notice(notice.messageType(), NOTICE_FIELDS))).isEmpty();
    }
  }

  @Test
  void aNoticesTextThatLacksAFieldIsFoundAtTheStart() {
    var files = new HashMap<>(TemplateFiles.from("classpath:messages/").textByPath());
    files.put("en/notice-delay.sms.mustache", "{{bank}} {{case}} {{reasonForDelay}} {{code}}");
    assertThatThrownBy(() -> build(files))
        .hasMessageContaining("notice-delay")
        .hasMessageContaining("ombudsmanName");
  }

  @Test
  void anApologySaysWhy() {
    var facts = Samples.facts();
    assertThat(render("apology", "en", Channel.SMS, facts).text())
        .contains("will take longer than we promised: we have no news for you yet.");
    assertThat(render("apology", "zh-CN", Channel.SMS, facts).text()).contains("（暂时没有新的进展）");
  }

  @Test
  void whoIsWaitedForReadsWhatIsNeeded() {
    assertThat(render("action-needed", "en", Channel.SMS, needing("id-document")).text())
        .contains("we need a copy of your identity document. Please");
    assertThat(render("action-needed", "zh-CN", Channel.EMAIL, needing("id-document")).text())
        .contains("需要您提供身份证件复印件才能继续");
    assertThat(render("action-needed", "en", Channel.SMS, needing("horoscope")).text())
        .as("a code nobody has words for")
        .contains("we need an answer from you. Please");
  }

  private static Facts needing(String code) {
    return needing(code, "CUSTOMER");
  }

  private static Facts needing(String code, String waitingOn) {
    var facts = fewestFacts();
    return new Facts(
        facts.openedAt(),
        facts.category(),
        facts.tier(),
        null,
        null,
        waitingOn,
        null,
        code,
        null,
        null,
        null);
  }

  @Test
  void aDigestSaysTheLatestOfEachCaseAndHowManyMore() {
    var all = new ArrayList<FollowUp>();
    for (int each = 1; each <= 7; each++) {
      all.add(about("0000000" + each, "progress"));
    }
    all.add(about("00000007", "promotion"));
    var digest = all.getFirst().withDigestOf(all);
    var place = new Place("en", SHANGHAI);
    var text = texts.render(digest, Channel.SMS, "Wang", place, NOON).text();
    assertThat(text)
        .contains("00000007 (delayed withdrawal): gone up to people who can decide more")
        .contains("00000003 (")
        .doesNotContain("00000002 (")
        .contains("2 more in our app.");
    assertThat(SmsText.of(text).parts()).hasSizeLessThanOrEqualTo(6);
    assertThat(texts.render(digest, Channel.EMAIL, "Wang", place, NOON).text())
        .contains("Case 00000006, delayed withdrawal: in work.");
  }

  @Test
  void aNewLanguageIsOneFolder() {
    var files = new HashMap<>(TemplateFiles.from("classpath:messages/").textByPath());
    TemplateFiles.from("classpath:messages/").textByPath().entrySet().stream()
        .filter(file -> file.getKey().startsWith("en/"))
        .forEach(file -> files.put(file.getKey().replace("en/", "de/"), file.getValue()));
    files.put(
        "de/progress.sms.mustache", "{{bank}}: wir bearbeiten {{case}}, bis {{by}}. {{code}}");
    var german = build(files);
    var place = new Place("de-AT", ZoneId.of("Europe/Vienna"));
    assertThat(german.languages()).contains("de");
    assertThat(german.render(about("0000000a", "progress"), Channel.SMS, null, place, NOON).text())
        .startsWith("Harbour Bank: wir bearbeiten 0000000A, bis 17:00 heute. ");
  }

  @Test
  void theVersionOfATextChangesWithAllThatIsSaid() {
    var files = TemplateFiles.from("classpath:messages/").textByPath();
    var before = texts.versionOf("progress", "en");
    for (var path : List.of("en/progress.sms.mustache", "en/words.properties")) {
      var edited = new HashMap<>(files);
      edited.put(path, files.get(path) + "\n# edited");
      assertThat(build(edited).versionOf("progress", "en")).as(path).isNotEqualTo(before);
    }
    assertThat(build(files).versionOf("progress", "en")).isEqualTo(before);
    assertThat(texts.versionOf("progress", "en-GB")).as("the same texts").isEqualTo(before);
  }

  private static FollowUp notice(String type, Map<String, String> fields) {
    return new FollowUp(
        Samples.CUSTOMER,
        Samples.CASE,
        7,
        NOON,
        type,
        MessageClass.STATUTORY,
        "GB",
        null,
        Samples.facts().withNoticeFields(fields));
  }

  private static FollowUp about(String caseId, String type) {
    return new FollowUp(
        Samples.CUSTOMER, caseId, 7, NOON, type, MessageClass.ROUTINE, "CN", null, Samples.facts());
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en/progress.sms.mustache    | {{bank}}: news of {{case}}   | to carry {{code}}
          en/progress.email.mustache  | Dear customer, {{code}}      | to begin with a line 'Subject:
          en/progress.email.mustache  | Subject: only {{case}}       | to begin with a line 'Subject:
          en/progress.sms.mustache    | {{code}} {{#by}}             | to be Mustache
          zh-CN/words.properties      | who={agent}                  | when.near
          """)
  void whatCouldNotBeSentIsFoundAtTheStart(String path, String text, String said) {
    var files = new HashMap<>(TemplateFiles.from("classpath:messages/").textByPath());
    files.put(path, text);
    assertThatThrownBy(() -> build(files)).hasMessageContaining(said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"label.by", "waiting.OTHER_BANK", "email.never", "news.other", "who"})
  void aMissingWordIsFoundAtTheStart(String word) {
    var files = new HashMap<>(TemplateFiles.from("classpath:messages/").textByPath());
    files.computeIfPresent(
        "en/words.properties",
        (path, words) -> words.replace("\n" + word + "=", "\nnot." + word + "="));
    assertThatThrownBy(() -> build(files)).hasMessageContaining("the word '" + word + "'");
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
    return render(type, language, channel, facts, NOON);
  }

  private Rendered render(String type, String language, Channel channel, Facts facts, Instant now) {
    var followUp =
        new FollowUp(
            Samples.CUSTOMER,
            Samples.CASE,
            7,
            NOON,
            type,
            MessageClass.ROUTINE,
            "CN",
            null,
            facts.withNoticeFields(NOTICE_FIELDS));
    return texts.render(followUp, channel, "Wang", new Place(language, SHANGHAI), now);
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
