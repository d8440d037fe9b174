package io.belay.escalation.pack;

import io.belay.escalation.domain.policy.Triggers;
import io.belay.escalation.pack.Section.Entry;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads what lets a case climb beside its clocks. */
final class TriggerReader {
  private static final int MOST = 100;
  private static final int BEST_RATING = 5;
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,4}");
  private static final Pattern AMOUNT = Pattern.compile("(?:0|[1-9][0-9]{0,14})(?:\\.[0-9]{1,4})?");
  private static final List<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .sorted()
          .collect(Collectors.toList());

  private final Problems problems;
  private final Values values;

  TriggerReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** Nothing where something is wrong: it is reported. */
  Triggers read(Entry entry) {
    return Section.of("promoteOn", entry, problems)
        .map(
            section ->
                section.knowing("reopenings", "handOvers", "missedContacts", "rating", "amount"))
        .map(
            section ->
                new Triggers(
                    count(section.optional("reopenings"), MOST),
                    count(section.optional("handOvers"), MOST),
                    count(section.optional("missedContacts"), MOST),
                    count(section.optional("rating"), BEST_RATING - 1),
                    section.optional("amount").map(this::amounts).orElse(Map.of())))
        .orElse(Triggers.NONE);
  }

  private int count(Optional<Entry> entry, int most) {
    return entry.flatMap(e -> count(e.value(), most)).orElse(0);
  }

  private Optional<Integer> count(Node node, int most) {
    if (node instanceof ScalarNode scalar && WHOLE.matcher(scalar.getValue()).matches()) {
      int count = Integer.parseInt(scalar.getValue());
      if (count >= 1 && count <= most) {
        return Optional.of(count);
      }
    }
    problems.at(
        node,
        "Expected a whole number from 1 to %d, but found %s".formatted(most, Section.kindOf(node)));
    return Optional.empty();
  }

  private Map<String, BigDecimal> amounts(Entry entry) {
    Map<String, BigDecimal> amounts = new HashMap<>();
    for (var each :
        Section.of("the amounts", entry, problems)
            .map(section -> section.atLeastOne("currency"))
            .orElse(List.of())) {
      var currency = values.word(each.key(), "currency of ISO 4217", CURRENCIES);
      var amount = amount(each.value());
      currency.ifPresent(code -> amount.ifPresent(limit -> amounts.put(code, limit)));
    }
    return amounts;
  }

  private Optional<BigDecimal> amount(Node node) {
    if (node instanceof ScalarNode scalar && AMOUNT.matcher(scalar.getValue()).matches()) {
      return Optional.of(new BigDecimal(scalar.getValue()));
    }
    problems.at(
        node,
        "Expected an amount in major units such as 5000 or 199.50, but found "
            + Section.kindOf(node));
    return Optional.empty();
  }
}
