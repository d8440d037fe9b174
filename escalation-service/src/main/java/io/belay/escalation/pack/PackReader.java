package io.belay.escalation.pack;

import io.belay.escalation.domain.policy.ClockRule;
import io.belay.escalation.domain.policy.FollowUps;
import io.belay.escalation.domain.policy.Ladder;
import io.belay.escalation.domain.policy.Ladder.Tier;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyPack.CaseRules;
import io.belay.escalation.domain.policy.PolicyPack.Categories;
import io.belay.escalation.domain.policy.PolicyPack.Category;
import io.belay.escalation.domain.policy.PolicyRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads a policy pack and finds every mistake in it, with its line, its column and what to do. What
 * it accepts is described in docs/policy-packs.md and, for editors, in policy-pack.schema.json.
 */
public final class PackReader {
  private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,31}");
  private static final String[] KEYS = {
    "pack",
    "version",
    "calendars",
    "ladder",
    "categories",
    "clocks",
    "businessDays",
    "statutory",
    "waiting",
    "customerRequests",
    "promoteOn",
    "onReclassification",
    "onPolicyChange",
    "autoClose",
    "duplicates",
    "incidents",
    "followUps",
    "notices",
    "outcomes",
    "keepSettledFor"
  };

  /** The pack in these bytes, or all that is wrong with them; {@code sourceName} names the file. */
  public PackReading read(byte[] yaml, String sourceName) {
    return read(yaml, new Problems(sourceName, false));
  }

  /**
   * As {@link #read}, for a pack that may be published: what was sound when it was published is
   * sound.
   */
  public PackReading readPublished(byte[] yaml, String sourceName) {
    return read(yaml, new Problems(sourceName, true));
  }

  private static PackReading read(byte[] yaml, Problems problems) {
    var pack =
        new PackText(problems)
            .compose(yaml)
            .flatMap(root -> Section.of("a policy pack", root, root, problems))
            .flatMap(section -> new Reading(problems, section.knowing(KEYS)).pack());
    return pack.filter(sound -> problems.count() == 0)
        .<PackReading>map(sound -> new PackReading.Read(sound, PackFile.sha256(yaml)))
        .orElseGet(() -> new PackReading.Refused(problems.inOrder()));
  }

  /** One file on its way. */
  private record Reading(Problems problems, Section section) {

    Optional<PolicyPack> pack() {
      var ref = ref();
      var rulesReader = new CaseRulesReader(problems);
      var followUps = section.required("followUps").flatMap(rulesReader::followUps);
      var rules = rulesReader.read(section, followUps);
      var outcomes =
          section.required("outcomes").map(entry -> new OutcomeReader(problems).read(entry));

      int before = problems.count();
      var calendars =
          section
              .required("calendars")
              .map(entry -> new CalendarReader(problems).read(entry))
              .orElseGet(() -> new Declared<>("calendar"));
      var ladder =
          section
              .required("ladder")
              .map(entry -> new LadderReader(problems).read(entry))
              .orElseGet(() -> new Declared<>("tier"));
      var declared = new Declared<Category>("category");
      var categories =
          section
              .required("categories")
              .flatMap(entry -> new CategoryReader(problems, ladder, declared).read(entry));
      var clocks =
          section
              .required("clocks")
              .map(
                  entry ->
                      new ClockReader(problems, calendars, ladder, declared, followUps).read(entry))
              .<List<ClockRule>>map(ArrayList::new)
              .orElseGet(ArrayList::new);
      var noticeReader = new NoticeReader(problems, statutoryNames());
      var notices = section.optional("notices").map(noticeReader::read).orElse(List.of());
      clocks.addAll(statutory(declared, clocks, noticeReader.types()));
      clocks.addAll(closing(followUps, rules, clocks));
      if (problems.count() == before && categories.isPresent() && rules.isPresent()) {
        checkReachable(ladder, categories.get(), clocks, rules.get());
      }
      if (problems.count() > 0 || ref.isEmpty() || categories.isEmpty() || rules.isEmpty()) {
        return Optional.empty();
      }
      var tiers = new Ladder(List.copyOf(ladder.things().values()));
      return Optional.of(
          new PolicyPack(
              ref.get(),
              categories.get(),
              tiers,
              clocks,
              rules.get(),
              outcomes.orElse(Map.of()),
              notices));
    }

    private Set<String> statutoryNames() {
      return section
          .optional("statutory")
          .map(entry -> Section.keysOf(entry.value()))
          .orElse(Set.of());
    }

    private List<ClockRule> statutory(
        Declared<Category> categories, List<ClockRule> clocks, Set<String> notices) {
      // one published without them has no such clock
      var needsThem = section.optional("statutory").isPresent() && !problems.ofPublished();
      var entities =
          (needsThem ? section.required("businessDays") : section.optional("businessDays"))
              .map(entry -> new BusinessDayReader(problems).read(entry))
              .orElseGet(() -> new Declared<>("business days"));
      var names = clocks.stream().map(ClockRule::name).collect(Collectors.toSet());
      return section
          .optional("statutory")
          .map(
              entry ->
                  new StatuteReader(problems, entities, categories, notices).read(entry, names))
          .orElse(List.of());
    }

    private List<ClockRule> closing(
        Optional<FollowUps> followUps, Optional<CaseRules> rules, List<ClockRule> clocks) {
      var longestWait = rules.map(CaseRules::longestWait).orElse(Map.of());
      return section
          .optional("autoClose")
          .map(entry -> new AutoCloseReader(problems).read(entry, followUps, longestWait, clocks))
          .orElse(List.of());
    }

    private Optional<PolicyRef> ref() {
      var values = new Values(problems);
      var pack = section.required("pack").flatMap(entry -> values.name(entry.value()));
      var version = section.required("version").flatMap(entry -> version(entry.value(), values));
      return pack.flatMap(name -> version.map(text -> new PolicyRef(name, text)));
    }

    private Optional<String> version(Node node, Values values) {
      var version = values.text(node);
      if (version.filter(text -> !VERSION.matcher(text).matches()).isPresent()) {
        problems.at(
            node,
            "Expected a version of at most 32 letters, digits, dots and hyphens, such as"
                + " \"2026.1\"");
      }
      return version;
    }

    private void checkReachable(
        Declared<Tier> ladder, Categories categories, List<ClockRule> clocks, CaseRules rules) {
      var reached = new ReachableTiers(ladder, clocks, rules).from(categories);
      ladder.forEachPlace(
          (tier, place) -> {
            if (!reached.contains(tier)) {
              problems.at(
                  place,
                  "No case ever gets to tier '%s': let a category start there or a clock of the tier below promote, or remove it"
                      .formatted(tier));
            }
          });
    }
  }
}
