package io.belay.notification.rendering;

import io.belay.notification.domain.track.CustomerRequest;
import io.belay.notification.domain.track.News.Status;
import io.belay.notification.domain.track.TrackedCase;
import io.belay.notification.domain.track.TrackedStep;
import io.belay.notification.domain.track.TrackedStep.Kind;
import io.belay.notification.rendering.CasePage.Action;
import io.belay.notification.rendering.CasePage.Actions;
import io.belay.notification.rendering.CasePage.Line;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The words of the pages in one language. */
final class PageLanguage {
  private static final String DETAIL = "{detail}";
  private static final String WHEN = "{when}";

  private final String tag;
  private final String bankName;
  private final Words page;
  private final Words messages;
  private final DatePhrases dates;

  PageLanguage(String tag, String bankName, TemplateFiles files) {
    this.tag = tag;
    this.bankName = Words.plain(bankName);
    page = new Words(tag, files.text(tag + "/page.properties"));
    messages = new Words(tag, files.text(tag + "/words.properties"));
    dates =
        new DatePhrases(
            Locale.forLanguageTag(tag), messages.of("when.near"), messages.of("when.far"));
  }

  /** The words every language has; of milestones and refusals each may have its own. */
  Set<String> neededWords() {
    return page.all().keySet().stream()
        .filter(key -> !key.startsWith("milestone.") && !key.startsWith("refused."))
        .collect(Collectors.toSet());
  }

  void require(Set<String> keys) {
    keys.forEach(page::of);
  }

  /** A language to choose. */
  record Entry(String tag, String name) {}

  Entry entry() {
    return new Entry(tag, page.of("languageName"));
  }

  String tag() {
    return tag;
  }

  String bankName() {
    return bankName;
  }

  Words words() {
    return page;
  }

  String zoneName(ZoneId zone) {
    return zone.getDisplayName(TextStyle.FULL, Locale.forLanguageTag(tag));
  }

  String when(Instant instant, ZoneId zone, Instant now) {
    return dates.onPage(instant, zone, now);
  }

  CasePage page(TrackedCase tracked, ZoneId zone, Instant now, @Nullable Instant asOf) {
    var standing = tracked.standing();
    var outcome = standing.outcome();
    return new CasePage(
        CaseNumbers.shortOf(tracked.identity().caseId()),
        tracked.sequence(),
        tag,
        zone.getId(),
        messages.nameOf(tracked.named(tracked.about().category())),
        standing.status().name(),
        page.of("status." + standing.status()),
        tracked.identity().openedAt(),
        page.of("openedOn").replace(WHEN, when(tracked.identity().openedAt(), zone, now)),
        messages.who(standing.agent(), tracked.named(standing.tier())),
        next(tracked, zone, now),
        tracked.nextBy(now).orElse(null),
        tracked.closesAt(now).orElse(null),
        outcome == null ? null : messages.nameOf(tracked.named(outcome)),
        lines(tracked, zone, now),
        new Actions(
            escalate(tracked, zone, now),
            action(new CustomerRequest.Escalate(true), tracked, now, page.of("askOnlyDifferent")),
            action(new CustomerRequest.Reopen(), tracked, now, page.of("reopenText")),
            action(new CustomerRequest.Rate(1), tracked, now, page.of("rateLegend"))),
        tracked.wishes().rating(),
        asOf,
        asOf == null ? null : page.of("asOf").replace(WHEN, when(asOf, zone, now)));
  }

  private String next(TrackedCase tracked, ZoneId zone, Instant now) {
    var standing = tracked.standing();
    var until = standing.waitingUntil();
    var whom = standing.waitingOn();
    var closes = tracked.closesAt(now).map(at -> when(at, zone, now));
    if (!standing.status().inWork()) {
      return closes
          .map(at -> page.of("decidedCloses").replace(WHEN, at))
          .orElseGet(() -> page.of("decidedNext"));
    }
    if (standing.status() == Status.WAITING && closes.isPresent()) {
      return page.of("waitingCloses").replace(WHEN, closes.get());
    }
    if (standing.status() == Status.WAITING && until != null && whom != null) {
      var sentence = whom.equals("CUSTOMER") ? "waitingForCustomer" : "waitingFor";
      return page.of(sentence)
          .replace("{whom}", messages.of("waiting." + whom))
          .replace("{until}", when(until, zone, now));
    }
    return tracked
        .nextBy(now)
        .map(by -> page.of("by").replace(WHEN, when(by, zone, now)))
        .orElseGet(() -> page.of("noTime"));
  }

  private Action escalate(TrackedCase tracked, ZoneId zone, Instant now) {
    var request = new CustomerRequest.Escalate(false);
    var from = tracked.wishes().askAgainFrom();
    var text =
        switch (request.refusedBy(tracked, now).orElse(null)) {
          case NO_HIGHER_TIER -> page.of("askNot");
          case COOL_DOWN ->
              page.of("askFrom").replace(WHEN, from == null ? "" : when(from, zone, now));
          case CASE_DONE, CASE_IN_WORK -> page.of("refused.case-resolved");
          case null -> page.of("askText");
        };
    return action(request, tracked, now, text);
  }

  private static Action action(
      CustomerRequest request, TrackedCase tracked, Instant now, String text) {
    var refused = request.refusedBy(tracked, now).orElse(null);
    boolean onlyTime = refused == CustomerRequest.Reason.COOL_DOWN;
    return new Action(
        refused == null,
        refused == null ? null : refused.code(),
        onlyTime ? tracked.wishes().askAgainFrom() : null,
        text);
  }

  private List<Line> lines(TrackedCase tracked, ZoneId zone, Instant now) {
    return tracked.steps().reversed().stream()
        .flatMap(
            step ->
                sentence(tracked, step, zone, now)
                    .map(
                        text ->
                            new Line(step.sequence(), step.at(), when(step.at(), zone, now), text))
                    .stream())
        .toList();
  }

  private Optional<String> sentence(
      TrackedCase tracked, TrackedStep step, ZoneId zone, Instant now) {
    var detail = step.detail();
    return switch (step.kind()) {
      // a milestone without words here is the bank's own affair, such as a report to an authority
      case MILESTONE -> page.find("milestone." + detail);
      case REFUSED ->
          Optional.of(page.find("refused." + detail).orElseGet(() -> page.of("refused.other")));
      case ANSWERED ->
          Optional.of(
              detail == null
                  ? page.of("step.ANSWERED")
                  : page.of("step.ANSWERED.by").replace(DETAIL, Words.plain(detail)));
      case WAITS ->
          sentence(step.kind(), messages.of("waiting." + (detail == null ? "OTHER" : detail)));
      case APOLOGISED ->
          sentence(step.kind(), detail == null ? "" : when(Instant.parse(detail), zone, now));
      case WENT_UP, WENT_UP_AS_ASKED, WENT_DOWN, DECIDED ->
          sentence(step.kind(), detail == null ? "" : messages.nameOf(tracked.named(detail)));
      case OPENED,
          ASSIGNED,
          CUSTOMER_WROTE,
          GOES_ON,
          HIGHER_TIER_ASKED,
          COMPLAINT_TAKEN,
          CLOSED,
          REOPENED,
          RATED ->
          sentence(step.kind(), Words.plain(detail));
    };
  }

  private Optional<String> sentence(Kind kind, String detail) {
    return Optional.of(page.of("step." + kind).replace(DETAIL, detail));
  }

  /** What a kind of message is called; a kind of its own where it has no name here. */
  String messageType(@Nullable String type) {
    return page.find("type." + type).orElseGet(() -> page.of("type.other"));
  }
}
