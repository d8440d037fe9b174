package io.belay.escalation.pack;

import io.belay.escalation.domain.policy.Ladder.Tier;
import io.belay.escalation.pack.Section.Entry;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the tiers of a pack, from the lowest to the highest. */
final class LadderReader {
  private final Problems problems;
  private final Values values;

  LadderReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  Declared<Tier> read(Entry ladder) {
    var declared = new Declared<Tier>("tier");
    var items = values.list(ladder.value());
    if (items.isEmpty()) {
      problems.at(ladder.key(), "Expected at least one tier on the ladder: add it");
    }
    items.forEach(item -> tier(item, declared));
    return declared;
  }

  private void tier(Node item, Declared<Tier> declared) {
    var section =
        Section.of("the tier", item, item, problems)
            .map(tier -> tier.knowing("tier", "names", "queue"));
    if (section.isEmpty()) {
      return;
    }
    var name = section.get().required("tier");
    var names = section.get().required("names").map(e -> values.wording("the tier's names", e));
    var queue = section.get().required("queue").flatMap(entry -> values.name(entry.value()));
    var read = name.flatMap(entry -> values.name(entry.value()));
    if (name.isEmpty() || read.isEmpty()) {
      return;
    }
    if (declared.names().contains(read.get())) {
      problems.at(
          name.get().value(),
          "Expected tier '%s' once on the ladder: rename or remove one".formatted(read.get()));
      return;
    }
    Optional<Tier> tier =
        names.flatMap(words -> queue.map(where -> new Tier(read.get(), words, where)));
    declared.declare(read.get(), name.get().value(), tier);
  }
}
