package io.belay.endtoend;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cases of an outage by number, as lines of {@code POST /v1/case-events}. Every tenth is a
 * second one of the customer before it.
 */
record OutageMembers(int count) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Those that an agent answers while the incident lasts: they owe no promotion any more. */
  static boolean isAnswered(int number) {
    return number % 100 == 0;
  }

  /** Those that are solved, each by itself, after the incident is over. */
  static boolean isSolved(int number) {
    return number % 100 == 5;
  }

  static boolean isAny(int number) {
    return true;
  }

  /** The members of which this is true, in order. */
  List<Integer> which(IntPredicate wanted) {
    return IntStream.range(0, count).filter(wanted).boxed().toList();
  }

  /** How many of these cases each customer has, by phone. */
  Map<String, Integer> casesByPhone(IntPredicate wanted) {
    var cases = new HashMap<String, Integer>();
    which(wanted).forEach(number -> cases.merge(phone(number), 1, Integer::sum));
    return cases;
  }

  /** Once each customer of these cases, by phone. */
  Map<String, Integer> onceByPhone(IntPredicate wanted) {
    var once = casesByPhone(wanted);
    once.replaceAll((phone, cases) -> 1);
    return once;
  }

  String opening(int number, Instant openedAt) {
    var contact =
        Map.of(
            "id", "outage-customer-" + customer(number),
            "name", "A. Customer",
            "phone", phone(number),
            "locale", "en",
            "zone", "Europe/London");
    return opening("outage-member-" + number, contact, openedAt);
  }

  private static String opening(String key, Map<String, String> contact, Instant openedAt) {
    var opening =
        Map.of(
            "idempotencyKey", key,
            "category", "withdrawal-delayed",
            "channel", "APP",
            "source", "end-to-end-tests",
            "summary", "The withdrawal does not arrive",
            "openedAt", openedAt.toString(),
            "customer", contact);
    return JSON.writeValueAsString(Map.of("open", opening));
  }

  /** Openings of customers who have nothing to do with it. */
  static List<String> others(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(
            number ->
                opening(
                    "before-" + number,
                    Map.of(
                        "id",
                        "customer-before-" + number,
                        "phone",
                        "+9992%07d".formatted(number),
                        "locale",
                        "en",
                        "zone",
                        "Europe/London"),
                    Instant.now()))
        .toList();
  }

  static String event(String caseId, String type, String eventId, Map<String, Object> fields) {
    var event = new LinkedHashMap<>(fields);
    event.put("caseId", caseId);
    event.put("type", type);
    event.put("eventId", eventId);
    return JSON.writeValueAsString(event);
  }

  private static int customer(int number) {
    return number % 10 == 9 ? number - 1 : number;
  }

  /** No country has 999. */
  private static String phone(int number) {
    return "+9990%07d".formatted(customer(number));
  }
}
