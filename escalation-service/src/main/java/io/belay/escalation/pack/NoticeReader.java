package io.belay.escalation.pack;

import io.belay.contract.StatutoryNotice;
import io.belay.escalation.domain.policy.Notice;
import io.belay.escalation.domain.policy.Notice.Named;
import io.belay.escalation.domain.policy.Notice.On;
import io.belay.escalation.pack.Section.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads statutory notices; one that lacks what its law wants it to say is refused, and so is one of
 * a clock the pack does not have, and one beside which nobody could tell what a message that comes
 * back was about.
 */
final class NoticeReader {
  private static final String OPENED = "opened";
  private static final String EXTENDED = "extended";
  private static final String MILESTONE = "milestone:";

  private final Problems problems;
  private final Values values;
  private final DeedText deeds;
  private final Set<String> statutoryClocks;
  private final Set<String> types = new TreeSet<>();

  NoticeReader(Problems problems, Set<String> statutoryClocks) {
    this.problems = problems;
    this.values = new Values(problems);
    this.deeds = new DeedText(problems, Optional.empty());
    this.statutoryClocks = new TreeSet<>(statutoryClocks);
  }

  List<Notice> read(Entry entry) {
    var before = new ArrayList<Notice>();
    return values.list(
        entry.value(),
        node -> {
          var notice = notice(node);
          notice.ifPresent(read -> checkTellable(node, read, before));
          notice.ifPresent(before::add);
          return notice;
        });
  }

  /** Of one that comes back or arrives, Belay hears the type alone. */
  private void checkTellable(Node node, Notice notice, List<Notice> before) {
    if (problems.ofPublished() || !(notice.on() instanceof On.Milestone(String milestone))) {
      return;
    }
    var others = before.stream().filter(other -> other.on().equals(notice.on())).toList();
    if (others.stream().anyMatch(other -> other.clock().equals(notice.clock()))) {
      problems.at(
          node,
          "Expected one notice of clock '%s' on milestone:%s, or nobody could tell which of them came back: take one out, or give it a milestone of its own"
              .formatted(notice.clock(), milestone));
      return;
    }
    others.stream()
        .map(Notice::messageType)
        .filter(type -> !type.equals(notice.messageType()))
        .findFirst()
        .ifPresent(
            type ->
                problems.at(
                    node,
                    "Expected notices of one type on milestone:%s, for one that arrives proves it for all: write '%s', or give it a milestone of its own"
                        .formatted(milestone, type)));
  }

  private Optional<Notice> notice(Node node) {
    var section =
        Section.of("a notice", node, node, problems)
            .map(each -> each.knowing("type", "on", "clock", "names", "fields"));
    var type = section.flatMap(each -> each.required("type")).flatMap(e -> type(e.value()));
    var clock =
        section
            .flatMap(each -> each.required("clock"))
            .flatMap(e -> values.word(e.value(), "statutory clock", statutoryClocks));
    var on =
        section.flatMap(each -> each.required("on")).flatMap(e -> on(e.value(), clock.orElse("")));
    var names =
        section
            .flatMap(each -> each.optional("names"))
            .flatMap(e -> values.constant(e.value(), "time", Named.values()));
    var fields = section.flatMap(each -> each.required("fields"));
    if (type.isEmpty() || clock.isEmpty() || on.isEmpty() || fields.isEmpty()) {
      return Optional.empty();
    }
    int before = problems.count();
    var said = fields(type.get(), fields.get());
    return problems.count() > before
        ? Optional.empty()
        : Optional.of(
            new Notice(
                type.get().messageType(), on.get(), clock.get(), names.orElse(Named.DUE), said));
  }

  private Optional<StatutoryNotice> type(Node node) {
    var known = Arrays.stream(StatutoryNotice.values()).map(StatutoryNotice::messageType).toList();
    var type = values.word(node, "notice", known);
    type.ifPresent(types::add);
    return type.flatMap(StatutoryNotice::ofType);
  }

  /** The types that were read, also of notices with a mistake. */
  Set<String> types() {
    return types;
  }

  private Optional<On> on(Node node, String clock) {
    return values
        .text(node)
        .flatMap(
            text ->
                switch (text) {
                  case OPENED -> Optional.of(new On.Opened());
                  case EXTENDED -> Optional.of(new On.Extended(clock));
                  default -> milestone(node, text);
                });
  }

  private Optional<On> milestone(Node node, String text) {
    if (!text.startsWith(MILESTONE)) {
      values.isKnown(
          node, text, "occasion of a notice", List.of(OPENED, EXTENDED, "milestone:NAME"));
      return Optional.empty();
    }
    return deeds.milestone(node).map(deed -> new On.Milestone(deed.substring(MILESTONE.length())));
  }

  /** All that the law wants, in each language, and nothing else. */
  private Map<String, String> fields(StatutoryNotice type, Entry entry) {
    var said = new HashMap<String, String>();
    var section = Section.of("the fields of " + type.messageType(), entry, problems);
    var names = new TreeSet<>(type.fields());
    section.ifPresent(each -> each.knowing(names.toArray(String[]::new)));
    for (var name : names) {
      section
          .flatMap(each -> each.required(name))
          .ifPresent(
              field ->
                  values
                      .wording("the field " + name, field)
                      .forEach((tag, text) -> said.put(name + "@" + tag, text)));
    }
    return said;
  }
}
