package io.belay.contract;

import io.belay.events.CaseEvent;
import io.belay.events.CaseProgress;
import io.belay.events.CaseText;
import io.belay.events.CustomerContact;
import io.belay.events.Delivery;
import io.belay.events.DeliveryOutcome;
import io.belay.events.DeliveryReceipt;
import io.belay.events.PolicyPackRecord;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** The schema of every topic as it is now, by the name of the .avdl file that declares it. */
final class ContractSchemas {
  static final Path MODULE = Path.of(System.getProperty("belay.root"), "schemas");

  static final Map<String, Schema> BY_FILE =
      new TreeMap<>(
          Map.of(
              "case-events", CaseEvent.getClassSchema(),
              "case-progress", CaseProgress.getClassSchema(),
              "case-texts", CaseText.getClassSchema(),
              "customer-contacts", CustomerContact.getClassSchema(),
              "deliveries", Delivery.getClassSchema(),
              "delivery-outcomes", DeliveryOutcome.getClassSchema(),
              "delivery-receipts", DeliveryReceipt.getClassSchema(),
              "policy-packs", PolicyPackRecord.getClassSchema()));

  private ContractSchemas() {}

  /** The file that declares what a topic carries. */
  static String fileOf(String topic) {
    if (topic.equals(Topics.BANK_EVENTS)) {
      return Topics.CASE_EVENTS;
    }
    if (topic.equals(Topics.FOLLOW_UPS_URGENT)) {
      return Topics.CASE_PROGRESS;
    }
    return topic.startsWith("deliveries-") ? "deliveries" : topic;
  }
}
