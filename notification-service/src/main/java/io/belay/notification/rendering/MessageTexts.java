package io.belay.notification.rendering;

import io.belay.notification.domain.Channel;
import io.belay.notification.domain.FollowUp;
import io.belay.notification.domain.IssuedCode;
import io.belay.notification.domain.Places.Place;
import io.belay.notification.domain.Rendered;
import io.belay.notification.domain.Texts;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All texts in all languages. Complete once it is built: no type lacks a text in any language. */
public final class MessageTexts implements Texts {
  private final Map<String, LanguageTexts> byLanguage = new TreeMap<>();
  private final Set<String> messageTypes;
  private final LanguageTexts fallback;
  private final CheckCodes codes;

  /**
   * @param bankNames the bank's name as customers read it, by language
   * @param defaultLanguage for readers of languages there are no texts in
   */
  public MessageTexts(
      TemplateFiles files,
      Map<String, String> bankNames,
      String defaultLanguage,
      CheckCodes codes) {
    this(files, bankNames, defaultLanguage, codes, TrackingLinks.NONE);
  }

  /**
   * @param bankNames the bank's name as customers read it, by language
   * @param defaultLanguage for readers of languages there are no texts in
   * @param links to the page of a case, where a market allows them
   */
  public MessageTexts(
      TemplateFiles files,
      Map<String, String> bankNames,
      String defaultLanguage,
      CheckCodes codes,
      TrackingLinks links) {
    this.codes = codes;
    messageTypes = files.messageTypes();
    for (var language : files.languages()) {
      var bankName = bankNames.getOrDefault(language, bankNames.get(defaultLanguage));
      if (bankName == null) {
        throw new IllegalStateException(
            "Expected the bank's name in '%s', the default language of messages"
                .formatted(defaultLanguage));
      }
      byLanguage.put(language, new LanguageTexts(language, bankName, files, messageTypes, links));
    }
    var texts = byLanguage.get(defaultLanguage);
    if (texts == null) {
      throw new IllegalStateException(
          "Expected texts in the default language '%s', but there are only %s"
              .formatted(defaultLanguage, byLanguage.keySet()));
    }
    fallback = texts;
  }

  @Override
  public Set<String> messageTypes() {
    return messageTypes;
  }

  @Override
  public Optional<String> refusal(FollowUp followUp) {
    if (!messageTypes.contains(followUp.messageType())) {
      return Optional.of("no-template");
    }
    return NoticeFields.areComplete(followUp.messageType(), followUp.facts())
        ? Optional.empty()
        : Optional.of("notice-incomplete");
  }

  @Override
  public String versionOf(String messageType, String locale) {
    return textsFor(locale).versionOf(messageType);
  }

  public Set<String> languages() {
    return Set.copyOf(byLanguage.keySet());
  }

  /** A follow-up in the words of its reader. */
  public Rendered render(
      FollowUp followUp, Channel channel, @Nullable String name, Place place, Instant now) {
    var code = codes.of(followUp.messageId());
    return textsFor(place.locale()).render(followUp, channel, name, place, code, now);
  }

  /**
   * Why a finished text must not be sent: text-names-credential or text-has-link; empty: it may.
   * Texts that are loaded were checked; this stands between the customer and what slipped through.
   */
  public Optional<String> refusal(Rendered rendered, FollowUp followUp, Channel channel) {
    return textsFor(rendered.locale()).refusal(rendered, followUp, channel);
  }

  /**
   * What to remember of a message, for whoever asks whether it is genuine.
   *
   * @param phone E.164; null where none is known
   */
  public IssuedCode issued(
      FollowUp followUp, Channel channel, Place place, @Nullable String phone, Instant now) {
    var code = codes.of(followUp.messageId());
    return new IssuedCode(
        code,
        followUp.messageType(),
        channel,
        now,
        place.zone(),
        codes.proofOf(code, PhoneDigits.lastFour(phone)));
  }

  private LanguageTexts textsFor(String locale) {
    var exact = byLanguage.get(locale);
    if (exact != null) {
      return exact;
    }
    var language = languageOf(locale);
    return byLanguage.entrySet().stream()
        .filter(entry -> languageOf(entry.getKey()).equals(language))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(fallback);
  }

  static String languageOf(String tag) {
    int dash = tag.indexOf('-');
    return dash < 0 ? tag : tag.substring(0, dash);
  }
}
