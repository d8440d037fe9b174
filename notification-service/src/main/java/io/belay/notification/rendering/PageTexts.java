package io.belay.notification.rendering;

import io.belay.notification.domain.IssuedCode;
import io.belay.notification.domain.Places.Place;
import io.belay.notification.domain.track.TrackedCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/** The pages a customer opens, in every language there are messages in. */
public final class PageTexts {
  private static final List<String> ASSETS = List.of("page.css", "track.js");

  private final Map<String, PageLanguage> byLanguage = new TreeMap<>();
  private final PageFiles pages;
  private final String defaultLanguage;

  /**
   * @param bankNames the bank's name as customers read it, by language
   * @param defaultLanguage for readers of languages there are no pages in
   */
  public PageTexts(TemplateFiles files, Map<String, String> bankNames, String defaultLanguage) {
    this.defaultLanguage = defaultLanguage;
    pages = new PageFiles(files, assetsVersion());
    for (var language : files.languages()) {
      byLanguage.put(
          language, new PageLanguage(language, bankNames.getOrDefault(language, ""), files));
    }
    var needed = new TreeSet<String>();
    byLanguage.values().forEach(language -> needed.addAll(language.neededWords()));
    byLanguage.values().forEach(language -> language.require(needed));
    if (!byLanguage.containsKey(defaultLanguage)) {
      throw new IllegalStateException(
          "Expected pages in the default language '%s', but there are only %s"
              .formatted(defaultLanguage, byLanguage.keySet()));
    }
  }

  public Set<String> languages() {
    return Set.copyOf(byLanguage.keySet());
  }

  /** The language of pages for a reader of this tag; null where there is none. */
  public @Nullable String match(@Nullable String tag) {
    if (tag == null || tag.isBlank()) {
      return null;
    }
    if (byLanguage.containsKey(tag)) {
      return tag;
    }
    var language = primary(tag);
    return byLanguage.keySet().stream()
        .filter(each -> primary(each).equals(language))
        .findFirst()
        .orElse(null);
  }

  /**
   * What a customer sees of a case, in words.
   *
   * @param asOf when that was all there was; null: it is so now
   */
  public CasePage page(TrackedCase tracked, Place place, Instant now, @Nullable Instant asOf) {
    return language(place.locale()).page(tracked, place.zone(), now, asOf);
  }

  /**
   * The page of a case.
   *
   * @param token opens the page; stands in its forms
   * @param sent the request that was just passed on; null: none
   */
  public String html(CasePage page, String token, @Nullable String sent) {
    return pages.track(page, language(page.language()), entries(), token, sent);
  }

  /**
   * A page that says why there is no other.
   *
   * @param why unknown, expired, early, busy, limit, refused or invalid
   * @param token to wait for the case or to go back to it; null: the link is of no use
   */
  public String notice(String why, @Nullable String locale, String root, @Nullable String token) {
    return pages.notice(why, language(locale), root, token);
  }

  /**
   * The page on which a message's code is checked.
   *
   * @param answer to a check; null: nothing was checked yet
   */
  public String verify(@Nullable String locale, @Nullable Verdict answer, Instant now) {
    var language = language(locale);
    return pages.verify(language, entries(), answer, now);
  }

  /**
   * Whether a code is genuine.
   *
   * @param issued null: it is not, or not this reader's
   */
  public record Verdict(@Nullable IssuedCode issued) {}

  private List<PageLanguage.Entry> entries() {
    return byLanguage.values().stream().map(PageLanguage::entry).toList();
  }

  private PageLanguage language(@Nullable String locale) {
    var tag = match(locale);
    var found = byLanguage.get(tag == null ? defaultLanguage : tag);
    if (found == null) {
      throw new IllegalStateException("Expected pages in " + locale);
    }
    return found;
  }

  private static String primary(String tag) {
    int dash = tag.indexOf('-');
    return (dash < 0 ? tag : tag.substring(0, dash)).toLowerCase(Locale.ROOT);
  }

  /** Changes with the style and script, so that browsers may keep them. */
  private static String assetsVersion() {
    var sum = new CRC32();
    for (var name : ASSETS) {
      try {
        sum.update(
            new ClassPathResource("static/assets/" + name)
                .getContentAsString(StandardCharsets.UTF_8)
                .getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException("Expected the page's " + name, e);
      }
    }
    return Long.toHexString(sum.getValue());
  }
}
