package io.belay.endtoend.faults;

import io.belay.contract.Topics;
import io.belay.endtoend.RecordReader;
import io.belay.endtoend.TopicLog;
import io.belay.events.Delivery;
import io.belay.events.DeliveryOutcome;
import io.belay.events.DeliveryResult;
import io.belay.local.inbox.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What became of each message, from the topics and from what customers hold in their hands. */
final class Messages {
  private final Map<String, DeliveryOutcome> ends = new HashMap<>();
  private final Set<String> onceUnknown = new HashSet<>();
  private final Map<String, String> codes = new HashMap<>();
  private final Set<String> neverTaken = new HashSet<>();
  private final Map<String, List<Sent>> sent = new HashMap<>();

  /** An attempt as it was handed to a lane. */
  private record Sent(String attemptId, String lane, Instant at) {
    /** Its channel; the names of lanes are contract. */
    String channel() {
      return lane.split("-", 3)[1];
    }
  }

  /** In one word. */
  enum Fate {
    /** Its reader has it, once. */
    ARRIVED,
    /** Counted as unknown by the system; its reader has it, or not. */
    UNKNOWN,
    /**
     * The reader has it once on each of two channels: the first one's receipt did not come in the
     * time its class waits for it, so it went out by the other, as its policy says.
     */
    OTHER_CHANNEL_TOO,
    /** The reader has it more than once, and no attempt was counted as unknown. */
    REPEATED,
    /** The system decided not to send it, or had nothing left to try, and says so. */
    NOT_SENT,
    /** Said to have arrived, but the reader has nothing; or nothing is said of it. */
    LOST
  }

  /** Reads both kinds of topics to their ends. */
  static Messages read(String bootstrapServers, RecordReader reader) {
    var messages = new Messages();
    try (var log = new TopicLog(bootstrapServers, Topics.DELIVERY_OUTCOMES)) {
      for (var record : log.readAll()) {
        messages.take(reader.read(record.value(), DeliveryOutcome.class));
      }
    }
    for (var lane :
        List.of(
            Topics.DELIVERIES_SMS_URGENT,
            Topics.DELIVERIES_SMS_ROUTINE,
            Topics.DELIVERIES_EMAIL_URGENT,
            Topics.DELIVERIES_EMAIL_ROUTINE)) {
      try (var log = new TopicLog(bootstrapServers, lane)) {
        for (var record : log.readAll()) {
          messages.take(
              reader.read(record.value(), Delivery.class),
              lane,
              Instant.ofEpochMilli(record.timestamp()));
        }
      }
    }
    return messages;
  }

  void take(Delivery delivery, String lane, Instant at) {
    codes.put(delivery.getMessageId(), delivery.getCode());
    sent.computeIfAbsent(delivery.getMessageId(), id -> new ArrayList<>())
        .add(new Sent(delivery.getAttemptId(), lane, at));
  }

  void take(DeliveryOutcome outcome) {
    if (outcome.getResult() == DeliveryResult.UNKNOWN) {
      onceUnknown.add(outcome.getMessageId());
    }
    if (outcome.getResult() == DeliveryResult.REFUSED
        || outcome.getResult() == DeliveryResult.EXPIRED) {
      neverTaken.add(outcome.getAttemptId());
    }
    if (outcome.getLast()) {
      ends.put(outcome.getMessageId(), outcome);
    }
  }

  /** Those of which the last word is not said. */
  List<String> open(Collection<String> owed) {
    return owed.stream().filter(id -> !ends.containsKey(id)).toList();
  }

  Fate fateOf(String messageId, List<Message> arrived) {
    var end = ends.get(messageId);
    if (end == null) {
      return Fate.LOST;
    }
    var copiesInHand = inHand(messageId, arrived);
    int copies = copiesInHand.size();
    if (onceUnknown.contains(messageId)) {
      return Fate.UNKNOWN;
    }
    if (copies > 1) {
      return isOnceAChannel(copiesInHand) && changedChannelInTime(messageId, copiesInHand)
          ? Fate.OTHER_CHANNEL_TOO
          : Fate.REPEATED;
    }
    return switch (end.getResult()) {
      case ACCEPTED, DELIVERED -> copies == 1 ? Fate.ARRIVED : Fate.LOST;
      case UNKNOWN -> Fate.UNKNOWN;
      case REFUSED, EXPIRED, SUPPRESSED, GIVEN_UP -> Fate.NOT_SENT;
    };
  }

  private List<Message> inHand(String messageId, List<Message> arrived) {
    var code = codes.get(messageId);
    return code == null
        ? List.of()
        : arrived.stream().filter(message -> message.text().contains(code)).toList();
  }

  private static boolean isOnceAChannel(List<Message> copies) {
    return copies.stream().map(Message::channel).distinct().count() == copies.size();
  }

  /**
   * Each attempt that was neither refused nor too late to be sent by a channel of its own, none
   * before the last one's receipt was overdue, and no copy by a channel that took none.
   */
  private boolean changedChannelInTime(String messageId, List<Message> copies) {
    var attempts =
        sent.getOrDefault(messageId, List.of()).stream()
            .filter(attempt -> !neverTaken.contains(attempt.attemptId()))
            .sorted(Comparator.comparing(Sent::at))
            .toList();
    for (int i = 1; i < attempts.size(); i++) {
      var earliest = attempts.get(i - 1).at().plus(Cluster.RECEIPT_WITHIN);
      if (attempts.get(i).at().isBefore(earliest)) {
        return false;
      }
    }
    var channels =
        attempts.stream().map(Sent::channel).map(name -> name.toUpperCase(Locale.ROOT)).toList();
    return Set.copyOf(channels).size() == attempts.size()
        && channels.containsAll(copies.stream().map(Message::channel).toList());
  }

  /** What is known of a message, for people. */
  String storyOf(String messageId, List<Message> arrived) {
    var told = new StringBuilder(messageId).append(" ends with ").append(ends.get(messageId));
    sent.getOrDefault(messageId, List.of())
        .forEach(
            attempt ->
                told.append("%n  %s".formatted(attempt))
                    .append(neverTaken.contains(attempt.attemptId()) ? " was not taken" : ""));
    inHand(messageId, arrived)
        .forEach(
            copy ->
                told.append("%n  %s in hand at %s".formatted(copy.channel(), copy.receivedAt())));
    return told.toString();
  }
}
