package io.belay.escalation.simulate.tally;

import io.belay.escalation.domain.progress.Progress.FollowUpDue;
import io.belay.escalation.simulate.tally.Figures.Messages;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What customers heard: how many messages each, and of which types. */
final class MessageTally {
  private static final int TEN = 10;
  private static final int TWENTY = 20;

  private final Counts byType = new Counts();
  private final Counts byClass = new Counts();
  private final Map<String, Integer> byCustomer = new HashMap<>();
  private final Counts customersByMessages = new Counts();
  private long messages;
  private long customers;
  private int most;

  /** A customer with a case, so far perhaps without a message. */
  void customer(String customerId) {
    byCustomer.putIfAbsent(customerId, 0);
  }

  void told(String customerId, FollowUpDue message) {
    messages++;
    byType.add(message.messageType());
    byClass.add(message.messageClass().name().toLowerCase(Locale.ROOT));
    byCustomer.merge(customerId, 1, Integer::sum);
  }

  /** This customer appears no more: the count goes into the figures and the name leaves memory. */
  void customerDone(String customerId) {
    Integer count = byCustomer.remove(customerId);
    if (count != null) {
      customers++;
      most = Math.max(most, count);
      customersByMessages.add(bucket(count));
    }
  }

  int customersHeld() {
    return byCustomer.size();
  }

  void addAll(MessageTally other) {
    byType.addAll(other.byType);
    byClass.addAll(other.byClass);
    other.byCustomer.forEach((customer, count) -> byCustomer.merge(customer, count, Integer::sum));
    customersByMessages.addAll(other.customersByMessages);
    messages += other.messages;
    customers += other.customers;
    most = Math.max(most, other.most);
  }

  Messages figures() {
    for (String customer : byCustomer.keySet().stream().toList()) {
      customerDone(customer);
    }
    return new Messages(
        messages,
        customers,
        Rounded.ratio(messages, customers),
        most,
        byType.figures(),
        byClass.figures(),
        inOrder(customersByMessages.figures()));
  }

  private static String bucket(int count) {
    if (count < TEN) {
      return Integer.toString(count);
    }
    return count < TWENTY ? "10-19" : "20+";
  }

  private static Map<String, Long> inOrder(Map<String, Long> counts) {
    var ordered = new LinkedHashMap<String, Long>();
    for (int count = 0; count < TEN; count++) {
      ordered.put(bucket(count), counts.getOrDefault(bucket(count), 0L));
    }
    for (int count : new int[] {TEN, TWENTY}) {
      ordered.put(bucket(count), counts.getOrDefault(bucket(count), 0L));
    }
    return ordered;
  }
}
