package io.belay.escalation.pack;

import io.belay.contract.StatutoryNotice;
import io.belay.escalation.domain.policy.FollowUps;
import io.belay.escalation.domain.policy.FollowUps.Occasion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads what fulfils a clock: an event type, {@code milestone:NAME}, or {@code informed:TYPE} for a
 * message that reached the customer. A clock of the law ends by the latter two alone.
 */
final class DeedText {
  /** Every event that can come after the opening and says by its type alone what was done. */
  static final List<String> EVENT_TYPES =
      List.of(
          "AGENT_REPLIED",
          "ASSIGNED",
          "CLOSED",
          "COMPLAINT_RAISED",
          "CONTACT_MISSED",
          "CUSTOMER_REPLIED",
          "DEESCALATED",
          "ESCALATION_REQUESTED",
          "EXTENSION_GRANTED",
          "INCIDENT_ESCALATED",
          "INCIDENT_RELEASED",
          "LINKED",
          "NOTE",
          "RATED",
          "RECLASSIFIED",
          "REOPENED",
          "RESOLVED",
          "WAITING_ENDED",
          "WAITING_STARTED");

  /** Event types that would fulfil a clock by accident, and what to write instead. */
  static final Map<String, String> TOO_VAGUE =
      Map.of(
          "OPENED", "it starts the case and fulfils no promise: name what the bank has to do",
          "MILESTONE_REACHED", "name the milestone, such as milestone:REFUND_BOOKED",
          "CUSTOMER_INFORMED", "name the message, such as informed:result",
          "MESSAGE_BOUNCED", "it opens clocks again: name what the bank has to do",
          "POLICY_CHANGED", "operators do that to a case: name what the bank has to do");

  private static final Map<String, Occasion> MESSAGES =
      Arrays.stream(Occasion.values())
          .collect(Collectors.toMap(Occasion::messageType, occasion -> occasion));

  private static final List<String> NOTICES =
      Arrays.stream(StatutoryNotice.values()).map(StatutoryNotice::messageType).toList();

  private static final String INFORMED = FollowUps.INFORMED;
  private static final String MILESTONE = "milestone:";
  private static final Pattern MILESTONE_NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

  private final Problems problems;
  private final Values values;
  private final Optional<FollowUps> followUps;

  /**
   * A reader of deeds.
   *
   * @param followUps what the pack tells customers; empty where that could not be read
   */
  DeedText(Problems problems, Optional<FollowUps> followUps) {
    this.problems = problems;
    this.values = new Values(problems);
    this.followUps = followUps;
  }

  Optional<String> deed(Node node, boolean recurring) {
    return values.text(node).filter(text -> isKnown(node, text, recurring));
  }

  /** A milestone and nothing else. */
  Optional<String> milestone(Node node) {
    return values.text(node).filter(text -> isMilestoneOnly(node, text));
  }

  /**
   * What ends a clock of the law: a milestone, or a notice that has reached the customer.
   *
   * @param given types of the notices this pack gives
   */
  Optional<String> lawful(Node node, Set<String> given) {
    return values.text(node).filter(text -> isLawful(node, text, given));
  }

  private boolean isLawful(Node node, String text, Set<String> given) {
    if (text.startsWith(MILESTONE)) {
      return isMilestone(node, text.substring(MILESTONE.length()));
    }
    if (text.startsWith(INFORMED)) {
      return isNotice(node, text.substring(INFORMED.length()), given);
    }
    problems.at(
        node,
        "Expected a milestone such as \"milestone:FINAL_RESPONSE_SENT\" or a notice such as \"informed:notice-decision\", for nothing else ends a statutory clock, but found '%s'"
            .formatted(text));
    return false;
  }

  private boolean isNotice(Node node, String type, Set<String> given) {
    if (!values.isKnown(node, type, "notice", NOTICES)) {
      return false;
    }
    if (!given.contains(type)) {
      problems.at(
          node,
          "Expected a notice this pack gives: add one of type '%s' to notices, or take '%s' out"
              .formatted(type, INFORMED + type));
      return false;
    }
    return true;
  }

  private boolean isMilestoneOnly(Node node, String text) {
    if (text.startsWith(MILESTONE)) {
      return isMilestone(node, text.substring(MILESTONE.length()));
    }
    problems.at(
        node,
        "Expected a milestone such as \"milestone:FINAL_RESPONSE_SENT\", for a statutory clock knows nothing else, but found '%s'"
            .formatted(text));
    return false;
  }

  private boolean isKnown(Node node, String text, boolean recurring) {
    if (text.startsWith(MILESTONE)) {
      return isMilestone(node, text.substring(MILESTONE.length()));
    }
    if (text.startsWith(INFORMED)) {
      return isMessage(node, text.substring(INFORMED.length()), recurring);
    }
    var advice = TOO_VAGUE.get(text);
    if (advice != null) {
      problems.at(node, "Expected something more exact than '%s': %s".formatted(text, advice));
      return false;
    }
    return values.isKnown(node, text, "event type", EVENT_TYPES);
  }

  private boolean isMilestone(Node node, String name) {
    boolean good = MILESTONE_NAME.matcher(name).matches();
    if (!good) {
      problems.at(
          node, "Expected a milestone such as milestone:REFUND_BOOKED, but found '" + name + "'");
    }
    return good;
  }

  private boolean isMessage(Node node, String type, boolean recurring) {
    var occasion = MESSAGES.get(type);
    if (occasion == null) {
      return values.isKnown(node, type, "message type", new TreeSet<>(MESSAGES.keySet()));
    }
    if (recurring && !FollowUps.isNews(type)) {
      problems.at(
          node,
          "Expected news for a recurring clock, but '%s' is none: take it out".formatted(type));
      return false;
    }
    if (followUps.filter(told -> !told.tells(occasion)).isPresent()) {
      problems.at(
          node,
          "Expected a message this pack sends: add '%s' to followUps, or take '%s' out"
              .formatted(Values.wordOf(occasion), INFORMED + type));
      return false;
    }
    return true;
  }
}
