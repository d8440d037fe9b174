package io.belay.notification.rendering;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.belay.notification.rendering.PageLanguage.Entry;
import io.belay.notification.rendering.PageTexts.Verdict;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The pages' templates. Every value is escaped; none of them is given to a script. */
final class PageFiles {
  private static final int BEST_SCORE = 5;

  private final String assets;
  private final Template track;
  private final Template notice;
  private final Template verify;

  /**
   * @param assets version of style and script
   */
  PageFiles(TemplateFiles files, String assets) {
    this.assets = assets;
    var html = Mustache.compiler().escapeHTML(true).nullValue("").emptyStringIsFalse(true);
    track = html.compile(files.text("page.track.mustache"));
    notice = html.compile(files.text("page.notice.mustache"));
    verify = html.compile(files.text("page.verify.mustache"));
  }

  String track(
      CasePage page,
      PageLanguage language,
      List<Entry> languages,
      String token,
      @Nullable String sent) {
    var words = language.words();
    var values = base(language);
    values.put("languages", entries(languages, language.tag()));
    values.put("token", token);
    values.put("sequence", page.sequence());
    values.put("status", page.status());
    values.put("title", words.of("title").replace("{case}", page.caseNumber()));
    values.put("category", page.category());
    values.put("headline", page.headline());
    values.put("opened", page.opened());
    values.put("asOf", page.asOfText());
    values.put("outcome", page.outcome());
    values.put("who", page.who());
    values.put("next", page.next());
    values.put("steps", page.steps());
    values.put(
        "stepsNote",
        words.of("stepsNote").replace("{zone}", language.zoneName(ZoneId.of(page.zone()))));
    values.put("notice", sent == null ? null : words.find("sent." + sent).orElse(null));
    boolean done = page.actions().reopen().offered();
    var higher = page.actions().escalate();
    var other = page.actions().differentAgent();
    values.put("ask", done ? null : higher);
    values.put("askOther", !higher.offered() && other.offered() ? other : null);
    values.put("done", done);
    var rating = page.rating();
    values.put(
        "rated",
        rating == null ? null : words.of("rateThanks").replace("{score}", rating.toString()));
    values.put("scores", scores(words));
    return track.execute(values);
  }

  String notice(String why, PageLanguage language, String root, @Nullable String token) {
    var words = language.words();
    var values = base(language);
    values.put("root", root);
    values.put("heading", words.of("goneTitle." + why));
    values.put("text", words.of("goneText." + why));
    values.put("token", token);
    values.put("live", token != null && why.equals("early"));
    boolean goesBack = why.equals("refused") || why.equals("invalid");
    values.put("link", token == null ? null : root + "track/" + token + "?lang=" + language.tag());
    values.put("linkText", words.of(goesBack ? "back" : "reload"));
    return notice.execute(values);
  }

  String verify(
      PageLanguage language, List<Entry> languages, @Nullable Verdict verdict, Instant now) {
    var values = base(language);
    values.put("languages", entries(languages, language.tag()));
    values.put("answer", verdict == null ? null : answer(language, verdict, now));
    return verify.execute(values);
  }

  private static Map<String, Object> answer(PageLanguage language, Verdict verdict, Instant now) {
    var words = language.words();
    var issued = verdict.issued();
    if (issued == null) {
      return Map.of(
          "genuine", "false", "heading", words.of("verifyNo"), "text", words.of("verifyNoDetail"));
    }
    return Map.of(
        "genuine",
        "true",
        "heading",
        words.of("verifyYes"),
        "text",
        words
            .of("verifyYesDetail")
            .replace("{type}", language.messageType(issued.messageType()))
            .replace("{channel}", words.of("channel." + issued.channel()))
            .replace("{when}", language.when(issued.sentAt(), issued.zone(), now)));
  }

  private Map<String, @Nullable Object> base(PageLanguage language) {
    var values = new HashMap<String, @Nullable Object>();
    values.put("language", language.tag());
    values.put("bank", language.bankName());
    values.put("words", language.words().all());
    values.put("assets", assets);
    return values;
  }

  private static List<Map<String, Object>> entries(List<Entry> languages, String current) {
    return languages.stream()
        .map(
            each ->
                Map.<String, Object>of(
                    "tag", each.tag(), "name", each.name(), "current", each.tag().equals(current)))
        .toList();
  }

  private static List<Map<String, Object>> scores(Words words) {
    return IntStream.rangeClosed(1, BEST_SCORE)
        .mapToObj(
            score -> Map.<String, Object>of("score", score, "label", words.of("score." + score)))
        .toList();
  }
}
