package io.belay.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every topic: its name, what it is keyed by, and how long it keeps records. Whoever creates topics
 * (the local platform, a deployment job) reads {@link #all}; services only use the names.
 */
public final class Topics {
  public static final String BANK_EVENTS = "bank-events";
  public static final String CASE_EVENTS = "case-events";
  public static final String CASE_PROGRESS = "case-progress";
  public static final String FOLLOW_UPS_URGENT = "follow-ups-urgent";
  public static final String CASE_TEXTS = "case-texts";
  public static final String CUSTOMER_CONTACTS = "customer-contacts";
  public static final String DELIVERIES_SMS_URGENT = "deliveries-sms-urgent";
  public static final String DELIVERIES_SMS_ROUTINE = "deliveries-sms-routine";
  public static final String DELIVERIES_EMAIL_URGENT = "deliveries-email-urgent";
  public static final String DELIVERIES_EMAIL_ROUTINE = "deliveries-email-routine";
  public static final String DELIVERY_RECEIPTS = "delivery-receipts";
  public static final String DELIVERY_OUTCOMES = "delivery-outcomes";
  public static final String POLICY_PACKS = "policy-packs";

  private static final long HOUR = 3_600_000L;
  private static final long DAY = 24 * HOUR;
  private static final long SHORT = 7 * DAY;

  /**
   * A topic as it is to be created. Partitions are the same for all: topics keyed alike are read
   * together.
   */
  public record Topic(String name, Map<String, String> settings) {}

  private Topics() {}

  /** The dead-letter topic beside a topic. */
  public static String deadLettersOf(String topic) {
    return topic + "-dlt";
  }

  /**
   * All topics, dead letters included. {@code policy-packs} has one partition, the others the
   * platform's count.
   */
  public static List<Topic> all() {
    var topics = new ArrayList<Topic>();
    topics.add(keptFor(BANK_EVENTS, 7 * DAY));
    topics.add(
        new Topic(
            CASE_EVENTS,
            Map.of(
                "cleanup.policy", "delete",
                "retention.ms", "" + 400 * DAY,
                "message.timestamp.type", "LogAppendTime")));
    topics.add(keptFor(CASE_PROGRESS, 400 * DAY));
    topics.add(keptFor(FOLLOW_UPS_URGENT, 7 * DAY));
    topics.add(
        new Topic(
            CASE_TEXTS, Map.of("cleanup.policy", "compact,delete", "retention.ms", "" + 90 * DAY)));
    topics.add(
        new Topic(
            CUSTOMER_CONTACTS,
            Map.of("cleanup.policy", "compact", "max.compaction.lag.ms", "" + DAY)));
    topics.add(keptFor(DELIVERIES_SMS_URGENT, 3 * DAY));
    topics.add(keptFor(DELIVERIES_SMS_ROUTINE, 3 * DAY));
    topics.add(keptFor(DELIVERIES_EMAIL_URGENT, 3 * DAY));
    topics.add(keptFor(DELIVERIES_EMAIL_ROUTINE, 3 * DAY));
    topics.add(keptFor(DELIVERY_RECEIPTS, 6 * DAY));
    topics.add(keptFor(DELIVERY_OUTCOMES, 400 * DAY));
    topics.add(new Topic(POLICY_PACKS, Map.of("cleanup.policy", "compact")));
    var deadLetters = new ArrayList<Topic>();
    for (var topic : topics) {
      deadLetters.add(keptFor(deadLettersOf(topic.name()), 7 * DAY));
    }
    topics.addAll(deadLetters);
    return List.copyOf(topics);
  }

  private static Topic keptFor(String name, long millis) {
    var settings = new HashMap<>(Map.of("cleanup.policy", "delete", "retention.ms", "" + millis));
    if (millis <= SHORT) {
      // only a closed segment is deleted: one that is written to for a week keeps all for a week
      settings.put("segment.ms", "" + DAY);
    }
    return new Topic(name, Map.copyOf(settings));
  }
}
