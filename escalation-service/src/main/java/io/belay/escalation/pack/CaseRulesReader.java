package io.belay.escalation.pack;

import io.belay.escalation.domain.event.WaitingOn;
import io.belay.escalation.domain.policy.ChangeMode;
import io.belay.escalation.domain.policy.FollowUps;
import io.belay.escalation.domain.policy.FollowUps.Occasion;
import io.belay.escalation.domain.policy.PolicyPack.CaseRules;
import io.belay.escalation.domain.policy.PolicyPack.CustomerRequests;
import io.belay.escalation.domain.policy.PolicyPack.OnReclassification;
import io.belay.escalation.domain.policy.Triggers;
import io.belay.escalation.pack.Section.Entry;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the rules about the case as a whole: waiting, wishes, messages, memory. */
final class CaseRulesReader {
  private static final Duration SHORTEST_MEMORY = Duration.ofMinutes(1);

  private final Problems problems;
  private final Values values;

  CaseRulesReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  Optional<FollowUps> followUps(Entry entry) {
    int before = problems.count();
    var occasions =
        values.list(entry.value(), node -> values.constant(node, "occasion", Occasion.values()));
    return problems.count() > before
        ? Optional.empty()
        : Optional.of(new FollowUps(Set.copyOf(occasions)));
  }

  /** The rest of the rules, from the pack's own section; empty where something is missing. */
  Optional<CaseRules> read(Section pack, Optional<FollowUps> followUps) {
    int before = problems.count();
    var longestWait = pack.required("waiting").map(this::longestWait);
    var requests = pack.required("customerRequests").flatMap(this::customerRequests);
    var keptFor =
        pack.required("keepSettledFor")
            .flatMap(entry -> values.duration(entry.value(), SHORTEST_MEMORY));
    var triggers = pack.optional("promoteOn").map(new TriggerReader(problems)::read);
    var onReclassification = pack.optional("onReclassification").flatMap(this::onReclassification);
    var onPolicyChange = pack.optional("onPolicyChange").flatMap(this::onPolicyChange);
    var together = new TogetherReader(problems).read(pack);
    if (problems.count() > before || requests.isEmpty() || keptFor.isEmpty()) {
      return Optional.empty();
    }
    return followUps.map(
        told ->
            new CaseRules(
                longestWait.orElse(Map.of()),
                requests.get(),
                triggers.orElse(Triggers.NONE),
                onReclassification.orElse(OnReclassification.RETROACTIVE),
                onPolicyChange.orElse(ChangeMode.CONTINUE),
                told,
                keptFor.get(),
                together));
  }

  private Optional<OnReclassification> onReclassification(Entry entry) {
    var section =
        Section.of("onReclassification", entry, problems)
            .map(rule -> rule.knowing("mode", "allowed"));
    var mode =
        section
            .flatMap(rule -> rule.required("mode"))
            .flatMap(e -> values.constant(e.value(), "mode", ChangeMode.values()));
    Set<ChangeMode> allowed = EnumSet.noneOf(ChangeMode.class);
    mode.ifPresent(allowed::add);
    section
        .flatMap(rule -> rule.optional("allowed"))
        .map(
            e -> values.list(e.value(), node -> values.constant(node, "mode", ChangeMode.values())))
        .ifPresent(allowed::addAll);
    return mode.map(named -> new OnReclassification(named, allowed));
  }

  private Optional<ChangeMode> onPolicyChange(Entry entry) {
    return Section.of("onPolicyChange", entry, problems)
        .map(rule -> rule.knowing("mode"))
        .flatMap(rule -> rule.required("mode"))
        .flatMap(e -> values.constant(e.value(), "mode", ChangeMode.values()));
  }

  private Map<WaitingOn, Duration> longestWait(Entry entry) {
    Map<WaitingOn, Duration> longest = new EnumMap<>(WaitingOn.class);
    var names = Arrays.stream(WaitingOn.values()).map(Enum::name).toArray(String[]::new);
    var section =
        Section.of("waiting", entry, problems)
            .map(waiting -> waiting.knowing("longest"))
            .flatMap(waiting -> waiting.required("longest"))
            .flatMap(e -> Section.of("the longest waits", e, problems))
            .map(waits -> waits.knowing(names));
    for (var on : WaitingOn.values()) {
      section
          .flatMap(waits -> waits.required(on.name()))
          .flatMap(e -> values.duration(e.value(), Values.SHORTEST))
          .ifPresent(duration -> longest.put(on, duration));
    }
    return longest;
  }

  private Optional<CustomerRequests> customerRequests(Entry entry) {
    var section =
        Section.of("customerRequests", entry, problems)
            .map(requests -> requests.knowing("allowed", "notBefore", "coolDown"));
    if (section.isEmpty()) {
      return Optional.empty();
    }
    var allowed = section.get().required("allowed").flatMap(e -> values.flag(e.value()));
    var coolDown =
        allowed.orElse(false)
            ? section.get().required("coolDown")
            : section.get().optional("coolDown");
    return allowed.map(
        yes ->
            new CustomerRequests(
                yes,
                durationOrZero(section.get().optional("notBefore")),
                durationOrZero(coolDown)));
  }

  private Duration durationOrZero(Optional<Entry> entry) {
    return entry.flatMap(e -> values.duration(e.value(), Duration.ZERO)).orElse(Duration.ZERO);
  }
}
