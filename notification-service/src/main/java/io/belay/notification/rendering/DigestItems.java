package io.belay.notification.rendering;

import io.belay.notification.domain.Courtesies;
import io.belay.notification.domain.FollowUp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a digest says: of each case the latest, in a few words. */
final class DigestItems {
  /** What only a digest's texts name. */
  static final List<String> VARIABLES = List.of("items", "more", "news");

  private final Words words;
  private final DatePhrases dates;
  private final ZoneId zone;
  private final Instant now;

  DigestItems(Words words, DatePhrases dates, ZoneId zone, Instant now) {
    this.words = words;
    this.dates = dates;
    this.zone = zone;
    this.now = now;
  }

  /** Of any other message: itself, as the only one. */
  Map<String, Object> values(FollowUp followUp) {
    var latestByCase = new LinkedHashMap<String, FollowUp>();
    for (var each : followUp.digestOf().isEmpty() ? List.of(followUp) : followUp.digestOf()) {
      latestByCase.remove(each.caseId());
      latestByCase.put(each.caseId(), each);
    }
    var latest = new ArrayList<>(latestByCase.values()).reversed();
    int shown = Math.min(Courtesies.Digest.MOST_SHOWN, latest.size());
    int more = latest.size() - shown;
    return Map.of(
        "items",
        latest.subList(0, shown).stream().map(this::item).toList(),
        "more",
        more == 0 ? "" : Integer.toString(more),
        "news",
        news(followUp));
  }

  private Map<String, Object> item(FollowUp followUp) {
    var facts = followUp.facts();
    return Map.of(
        "case",
        CaseNumbers.shortOf(followUp.caseId()),
        "category",
        words.nameOf(facts.category()),
        "who",
        words.who(TextRules.harmless(Words.plain(facts.agentName())), facts.tier()),
        "news",
        news(followUp),
        "by",
        dates.promised(facts.expectedBy(), zone, now));
  }

  private String news(FollowUp followUp) {
    return words.find("news." + followUp.messageType()).orElse(words.of("news.other"));
  }
}
