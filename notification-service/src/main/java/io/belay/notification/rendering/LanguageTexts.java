package io.belay.notification.rendering;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.belay.contract.StatutoryNotice;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.Facts;
import io.belay.notification.domain.FollowUp;
import io.belay.notification.domain.Places.Place;
import io.belay.notification.domain.Rendered;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The texts of one language. */
final class LanguageTexts {
  private static final int VERSION_BYTES = 6;

  private final String language;
  private final String bankName;
  private final Words words;
  private final DatePhrases dates;
  private final Map<String, Template> smsByType = new HashMap<>();
  private final Map<String, Template> emailByType = new HashMap<>();
  private final Map<String, String> versionByType = new HashMap<>();
  private final TrackingLinks links;
  private final Template textLayout;
  private final Template htmlLayout;

  LanguageTexts(
      String language,
      String bankName,
      TemplateFiles files,
      Set<String> messageTypes,
      TrackingLinks links) {
    this.language = language;
    this.links = links;
    this.bankName = Words.plain(bankName);
    words = new Words(language, files.text(language + "/words.properties"));
    dates =
        new DatePhrases(
            Locale.forLanguageTag(language), words.of("when.near"), words.of("when.far"));
    // an absent variable is a mistake in the template, an empty one reads as "not there"
    var plain = Mustache.compiler().escapeHTML(false).strictSections(true).emptyStringIsFalse(true);
    var checks = new TextChecks(language, plain);
    checks.check(words);
    for (var type : messageTypes) {
      smsByType.put(type, checks.sms(type, files.sms(language, type)));
      emailByType.put(type, checks.email(type, files.email(language, type)));
    }
    var shared =
        bankName
            + files.text(language + "/words.properties")
            + files.text("layout.text.mustache")
            + files.text("layout.html.mustache");
    for (var type : messageTypes) {
      versionByType.put(
          type, hash(files.sms(language, type) + files.email(language, type) + shared));
    }
    textLayout = plain.compile(files.text("layout.text.mustache"));
    htmlLayout = plain.escapeHTML(true).compile(files.text("layout.html.mustache"));
  }

  /**
   * Why a finished text must not be sent; empty: it may. Names of the policy pack are not asked
   * about: "forgotten password" is what a case may be about, and a law may want an ombudsman's
   * address.
   */
  Optional<String> refusal(Rendered rendered, FollowUp followUp, Channel channel) {
    var facts = followUp.facts();
    var expected = new ArrayList<String>();
    NoticeFields.values(facts, language).values().forEach(said -> expected.add(said.toString()));
    expected.add(words.of(TextChecks.NEVER));
    expected.add(links.of(followUp, channel));
    expected.add(words.nameOf(facts.category()));
    expected.add(words.nameOf(facts.tier()));
    expected.add(outcome(facts));
    expected.add(bankName);
    // a code may spell anything: CVV2-K7QM asks for nothing
    expected.add(rendered.code());
    followUp.digestOf().forEach(item -> expected.add(words.nameOf(item.facts().category())));
    // the longest first: none is torn apart by another that stands in it
    expected.sort(Comparator.comparingInt(String::length).reversed());
    var own = rendered.subject() + "\n" + rendered.text();
    for (var each : expected) {
      own = each.isEmpty() ? own : own.replace(each, "");
    }
    return TextRules.credentialIn(own).isPresent()
        ? Optional.of("text-names-credential")
        : TextRules.linkIn(own).map(link -> "text-has-link");
  }

  private String outcome(Facts facts) {
    var outcome = facts.outcome();
    return outcome == null ? "" : words.nameOf(outcome);
  }

  Rendered render(
      FollowUp followUp,
      Channel channel,
      @Nullable String name,
      Place place,
      String code,
      Instant now) {
    var values = values(followUp, name, place, code, now);
    values.put("link", links.of(followUp, channel));
    return switch (channel) {
      case SMS ->
          new Rendered(
              language,
              null,
              template(smsByType, followUp).execute(values),
              null,
              version(followUp),
              code);
      case EMAIL -> email(template(emailByType, followUp).execute(values), values, followUp, code);
    };
  }

  private Rendered email(
      String written, Map<String, Object> values, FollowUp followUp, String code) {
    var lines = written.split("\n", 2);
    var subject = lines[0].substring(TextChecks.SUBJECT.length()).strip();
    var layout = new HashMap<>(values);
    layout.put("subject", subject);
    var paragraphs =
        Arrays.stream(lines[1].split("\\n\\s*\\n"))
            .map(String::strip)
            .filter(p -> !p.isEmpty())
            .toList();
    layout.put("body", String.join("\n\n", paragraphs));
    layout.put("paragraphs", paragraphs);
    layout.put("language", language);
    layout.put("facts", followUp.digestOf().isEmpty() ? facts(values) : List.of());
    layout.put("linkLabel", words.of("email.link"));
    layout.put("codeLabel", words.of("label.code"));
    layout.put("codeHint", words.of("email.code"));
    layout.put("never", words.of(TextChecks.NEVER));
    return new Rendered(
        language,
        subject,
        textLayout.execute(layout),
        htmlLayout.execute(layout),
        version(followUp),
        code);
  }

  private List<Map<String, Object>> facts(Map<String, Object> values) {
    return List.of("case", "category", "reference", "amount", "who", "by").stream()
        .filter(key -> !values.getOrDefault(key, "").equals(""))
        .map(key -> Map.of("label", (Object) words.of("label." + key), "value", values.get(key)))
        .toList();
  }

  private Map<String, Object> values(
      FollowUp followUp, @Nullable String name, Place place, String code, Instant now) {
    var facts = followUp.facts();
    var agent = TextRules.harmless(Words.plain(facts.agentName()));
    var values = new HashMap<String, Object>();
    values.put("bank", bankName);
    values.put("case", CaseNumbers.shortOf(followUp.caseId()));
    values.put("category", words.nameOf(facts.category()));
    values.put("who", words.who(agent, facts.tier()));
    values.put("tier", words.nameOf(facts.tier()));
    values.put("agent", agent);
    values.put("by", dates.promised(facts.expectedBy(), place.zone(), now));
    values.put("opened", dates.inMessage(facts.openedAt(), place.zone(), now));
    values.put("date", dates.date(followUp.decidedAt(), place.zone()));
    values.put("waiting", ofCode("waiting.", facts.waitingOn()));
    values.put("outcome", outcome(facts));
    values.put("reference", TextRules.harmless(Words.plain(facts.transactionReference())));
    values.put("amount", isOfTheCase(followUp) ? amount(facts.amount(), facts.currency()) : "");
    values.put("name", TextRules.harmless(Words.plain(name)));
    values.put("code", code);
    values.put("reason", ofCode("reason.", facts.reason()));
    values.put("need", ofCode("need.", facts.reason()));
    values.putAll(NoticeFields.values(facts, language));
    values.putAll(new DigestItems(words, dates, place.zone(), now).values(followUp));
    return values;
  }

  /** A code in words; empty where this language has none for it. */
  private String ofCode(String prefix, @Nullable String code) {
    return code == null ? "" : words.find(prefix + code).orElse("");
  }

  /** The case knows the disputed amount; what was credited for now may be less. */
  private static boolean isOfTheCase(FollowUp followUp) {
    return !followUp.messageType().equals(StatutoryNotice.CREDIT.messageType());
  }

  private static String amount(@Nullable String amount, @Nullable String currency) {
    if (amount == null) {
      return "";
    }
    // a large amount is no account number
    var figures = amount.matches("[0-9.]{1,30}") ? amount : Words.plain(amount);
    return (Words.plain(currency) + " " + figures).strip();
  }

  private Template template(Map<String, Template> byType, FollowUp followUp) {
    var template = byType.get(followUp.messageType());
    if (template == null) {
      throw new IllegalStateException(
          "Expected a text for messages of type '%s'".formatted(followUp.messageType()));
    }
    return template;
  }

  private String version(FollowUp followUp) {
    return versionOf(followUp.messageType());
  }

  /** Of all that goes into the words of the type; empty for a type without texts. */
  String versionOf(String messageType) {
    return versionByType.getOrDefault(messageType, "");
  }

  private static String hash(String source) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, VERSION_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected every Java platform to know SHA-256", e);
    }
  }
}
