package io.belay.notification.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept about one customer.
 *
 * @param lastSequences last progress seen by line of a case, the line heard of longest ago first;
 *     outlives an erasure, because openings that were taken are lines, too; not the case itself
 * @param messages in order of arrival
 * @param sends when routine messages were first handed over, oldest first; as many as caps look at
 * @param suppressions addresses that do not exist, one a channel at most
 */
public record Outbox(
    Contacts contacts,
    Map<String, Long> lastSequences,
    List<Message> messages,
    List<Instant> sends,
    List<Suppression> suppressions,
    Duties duties) {

  /** So often it is looked again whether what was decided before an erasure is read. */
  private static final Duration LOOKS_EVERY = Duration.ofSeconds(15);

  private static final String OPENING = "/opening";

  public static final Outbox EMPTY =
      new Outbox(Contacts.NONE, Map.of(), List.of(), List.of(), List.of(), Duties.NONE);

  /** When the outbox has to look again by itself; null: not before something arrives. */
  public @Nullable Instant wakeAt(OutboxPolicy policy, Instant now) {
    var looks =
        messages.stream()
            .filter(Message::isOpen)
            .map(message -> wakeAt(message, (Stage.Open) message.stage(), policy, now));
    return Stream.concat(looks, looksToForgetAt(policy.erasure(), now).stream())
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** What may not be forgotten when its time has come is looked at again. */
  private Optional<Instant> looksToForgetAt(OutboxPolicy.Erasure erasure, Instant now) {
    return needlessSince()
        .flatMap(
            since ->
                Stream.of(
                        nextLookAfter(now, since.plus(erasure.after())),
                        since.plus(erasure.atLatest()))
                    .filter(at -> at.isAfter(now))
                    .min(Comparator.naturalOrder()));
  }

  /** The first look, or the next of those after it. */
  private static Instant nextLookAfter(Instant now, Instant first) {
    if (first.isAfter(now)) {
      return first;
    }
    long looks = Duration.between(first, now).dividedBy(LOOKS_EVERY) + 1;
    return first.plus(LOOKS_EVERY.multipliedBy(looks));
  }

  private static Instant wakeAt(
      Message message, Stage.Open open, OutboxPolicy policy, Instant now) {
    var longestPause = policy.of(message.messageClass()).retryLongest();
    return open instanceof Stage.Held held && held.isOver(now, longestPause) ? now : open.wakeAt();
  }

  /** Whether a duty by law may still ask for the contact: a clock runs, or a notice is not over. */
  boolean hasDuties() {
    return duties.run()
        || messages.stream()
            .anyMatch(each -> each.isOpen() && each.messageClass() == MessageClass.STATUTORY);
  }

  /**
   * Since when no duty by law that was read needs a contact that is to be forgotten; empty where
   * one does, or there is none.
   */
  Optional<Instant> needlessSince() {
    if (!contacts.isRestricted() || hasDuties()) {
      return Optional.empty();
    }
    return Optional.ofNullable(duties.endedAt() == null ? contacts.erasedAt() : duties.endedAt());
  }

  /** Messages that wait or are on their way. */
  public long openMessages() {
    return messages.stream().filter(Message::isOpen).count();
  }

  long openUrgentMessages() {
    return messages.stream()
        .filter(each -> each.isOpen() && each.messageClass() == MessageClass.URGENT)
        .count();
  }

  /** Whether something is still to come of this message. */
  public boolean hasOpen(String messageId) {
    return message(messageId).filter(Message::isOpen).isPresent();
  }

  Optional<Message> message(String messageId) {
    return messages.stream().filter(message -> message.messageId().equals(messageId)).findFirst();
  }

  /** How the customer is reached; null when nobody said. */
  public @Nullable Contact contact() {
    return contacts.effective();
  }

  /** Why the channel's address of today is not used; empty where it may be. */
  Optional<Suppression> suppression(Channel channel) {
    var contact = contact();
    var told = contacts.told();
    return suppressions.stream()
        .filter(each -> each.channel() == channel)
        .filter(each -> contact != null && each.address().equals(contact.addressOn(channel)))
        .filter(each -> told == null || !told.updatedAt().isAfter(each.since()))
        .findFirst();
  }

  Outbox with(Contacts known) {
    return new Outbox(known, lastSequences, messages, sends, suppressions, duties);
  }

  Outbox with(Duties changed) {
    return new Outbox(contacts, lastSequences, messages, sends, suppressions, changed);
  }

  Outbox with(Suppression suppression) {
    var changed = new ArrayList<>(suppressions);
    changed.removeIf(known -> known.channel() == suppression.channel());
    changed.add(suppression);
    return new Outbox(contacts, lastSequences, messages, sends, List.copyOf(changed), duties);
  }

  /** With nothing left of how the customer was reached. */
  Outbox forgottenAt(@Nullable Instant at) {
    return new Outbox(Contacts.erased(at), lastSequences, messages, sends, List.of(), duties);
  }

  Outbox hasSent(Instant at, int remembered) {
    var changed = new ArrayList<>(sends);
    changed.add(at);
    var latest = changed.subList(Math.max(0, changed.size() - remembered), changed.size());
    return new Outbox(contacts, lastSequences, messages, List.copyOf(latest), suppressions, duties);
  }

  Outbox hasSeen(String line, long sequence) {
    var changed = new LinkedHashMap<>(lastSequences);
    changed.remove(line);
    changed.put(line, sequence);
    while (changed.size() > OutboxPolicy.REMEMBERED_CASES) {
      changed.remove(changed.keySet().iterator().next());
    }
    return new Outbox(contacts, changed, messages, sends, suppressions, duties);
  }

  /**
   * With nothing by which news of the case would be a repeat: neither its lines nor what is over of
   * its messages, whose ids come again where the case does.
   */
  Outbox forgetting(String caseId) {
    var lines = new LinkedHashMap<>(lastSequences);
    lines.keySet().removeIf(line -> line.equals(caseId) || line.startsWith(caseId + "/"));
    var others = new ArrayList<>(messages);
    others.removeIf(message -> message.caseId().equals(caseId) && !message.isOpen());
    return new Outbox(contacts, lines, List.copyOf(others), sends, suppressions, duties);
  }

  /** Whether a contact came beside the opening of this case. */
  boolean knowsOpeningOf(String caseId) {
    return lastSequences.containsKey(openingOf(caseId));
  }

  Outbox knowingOpeningOf(String caseId) {
    return hasSeen(openingOf(caseId), 0);
  }

  /** Whether a case was opened of which nothing was heard: perhaps it is not decided yet. */
  boolean hasUnheardCase() {
    return lastSequences.keySet().stream()
        .filter(line -> line.endsWith(OPENING))
        .map(line -> line.substring(0, line.length() - OPENING.length()))
        .anyMatch(caseId -> !hasHeardOf(caseId));
  }

  private boolean hasHeardOf(String caseId) {
    return lastSequences.containsKey(caseId) || lastSequences.containsKey(urgentLineOf(caseId));
  }

  /** Urgent news overtake the others of their case. */
  static String urgentLineOf(String caseId) {
    return caseId + "/urgent";
  }

  /** A line of its own: follow-ups of the case may come before the contact of its opening. */
  private static String openingOf(String caseId) {
    return caseId + OPENING;
  }

  /**
   * With the message replaced, or added as the newest; the oldest finished ones beyond the bound
   * leave.
   */
  Outbox with(Message message, int keptMessages) {
    var changed = new ArrayList<>(messages);
    int known = changed.indexOf(message(message.messageId()).orElse(message));
    if (known >= 0) {
      changed.set(known, message);
    } else {
      changed.add(message);
    }
    long surplus = changed.stream().filter(kept -> !kept.isOpen()).count() - keptMessages;
    for (var each = changed.iterator(); surplus > 0 && each.hasNext(); ) {
      if (!each.next().isOpen()) {
        each.remove();
        surplus--;
      }
    }
    return withAll(changed);
  }

  /** Without what ended messages would have said, once it is too late to say it. */
  Outbox forgettingWordsAt(Instant now) {
    boolean none = messages.stream().noneMatch(message -> hasWordsAfter(message, now));
    return none
        ? this
        : withAll(
            messages.stream()
                .map(each -> hasWordsAfter(each, now) ? withoutWords(each) : each)
                .toList());
  }

  private static boolean hasWordsAfter(Message message, Instant now) {
    return message.stage() instanceof Stage.Finished over
        && over.followUp() != null
        && !now.isBefore(message.notAfter());
  }

  private static Message withoutWords(Message message) {
    return message.stage() instanceof Stage.Finished over
        ? message.in(
            new Stage.Finished(over.result(), over.reason(), over.channel(), over.at(), null))
        : message;
  }

  private Outbox withAll(List<Message> changed) {
    return new Outbox(contacts, lastSequences, List.copyOf(changed), sends, suppressions, duties);
  }
}
