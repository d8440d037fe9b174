package io.belay.escalation.pack;

import io.belay.escalation.domain.policy.Ladder.Tier;
import io.belay.escalation.domain.policy.PolicyPack.Categories;
import io.belay.escalation.domain.policy.PolicyPack.Category;
import io.belay.escalation.domain.policy.Priority;
import io.belay.escalation.pack.Section.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the categories of a pack. */
final class CategoryReader {
  static final List<String> PRIORITIES = Priority.ALL;

  private final Problems problems;
  private final Values values;
  private final Declared<Tier> ladder;
  private final Declared<Category> declared;

  /** Reads the list into {@code declared}. */
  CategoryReader(Problems problems, Declared<Tier> ladder, Declared<Category> declared) {
    this.problems = problems;
    this.values = new Values(problems);
    this.ladder = ladder;
    this.declared = declared;
  }

  Optional<Categories> read(Entry entry) {
    return Section.of("categories", entry, problems)
        .map(section -> section.knowing("fallback", "importCategories", "list"))
        .flatMap(this::read);
  }

  private Optional<Categories> read(Section section) {
    int before = problems.count();
    section.required("list").ifPresent(this::declareAll);
    var fallback = section.required("fallback").flatMap(e -> declared.reference(e.value(), values));
    Map<String, String> imports = new HashMap<>();
    for (var each :
        section
            .optional("importCategories")
            .flatMap(e -> Section.of("importCategories", e, problems))
            .map(Section::entries)
            .orElse(List.of())) {
      values.text(each.key());
      declared
          .reference(each.value(), values)
          .ifPresent(category -> imports.put(each.name(), category));
    }
    return problems.count() > before
        ? Optional.empty()
        : fallback.map(name -> new Categories(declared.things(), name, imports));
  }

  private void declareAll(Entry list) {
    Section.of("the list of categories", list, problems)
        .map(section -> section.atLeastOne("category"))
        .orElse(List.of())
        .forEach(each -> declared.declare(each.name(), each.key(), category(each)));
  }

  private Optional<Category> category(Entry entry) {
    values.name(entry.key());
    return Section.of("category '" + entry.name() + "'", entry, problems)
        .map(section -> section.knowing("names", "priority", "startsAt", "urgent", "incident"))
        .flatMap(section -> category(entry.name(), section));
  }

  private Optional<Category> category(String name, Section section) {
    int before = problems.count();
    var names = section.required("names").map(e -> values.wording("the category's names", e));
    var priority =
        section.required("priority").flatMap(e -> values.word(e.value(), "priority", PRIORITIES));
    var tier = section.required("startsAt").flatMap(e -> ladder.reference(e.value(), values));
    var urgent = section.optional("urgent").flatMap(e -> values.flag(e.value())).orElse(false);
    var incident = section.optional("incident").flatMap(e -> values.flag(e.value())).orElse(false);
    if (problems.count() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new Category(
            name, names.orElse(Map.of()), priority.orElse(""), tier.orElse(""), urgent, incident));
  }
}
