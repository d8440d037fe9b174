package io.belay.endtoend;

import io.belay.local.inbox.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** What customers read during an outage, and when the gateway had it. */
final class OutageMessages {
  private static final int DIFFERENCES = 20;

  private final List<Arrival> arrivals = new ArrayList<>();
  private final Map<Kind, Map<String, Integer>> timesByPhone = new HashMap<>();

  /** A message at the gateway. */
  record Arrival(String phone, Kind kind, Instant at, int parts) {}

  /** What a text is about, by its words. */
  enum Kind {
    ACKNOWLEDGEMENT("we have your case"),
    JOINED("disruption that many customers have. It is with front line"),
    STEP("disruption that many customers have. It is with senior agent"),
    OVER("the disruption behind your case"),
    PROMOTION("has gone up to senior agent"),
    RESULT("is decided: solved"),
    OTHER("");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    static Kind of(String text) {
      return Arrays.stream(values())
          .filter(kind -> text.contains(kind.words))
          .findFirst()
          .orElse(OTHER);
    }
  }

  synchronized void take(Message message) {
    var arrival =
        new Arrival(message.to(), Kind.of(message.text()), message.receivedAt(), message.parts());
    arrivals.add(arrival);
    timesByPhone
        .computeIfAbsent(arrival.kind(), kind -> new HashMap<>())
        .merge(arrival.phone(), 1, Integer::sum);
  }

  synchronized List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  /**
   * Where what was read differs from what is expected, the first few of them.
   *
   * @param expected how often, by phone; who is not in it reads nothing of the kind
   */
  synchronized List<String> differences(Kind kind, Map<String, Integer> expected) {
    var read = timesByPhone.getOrDefault(kind, Map.of());
    var phones = new HashSet<>(expected.keySet());
    phones.addAll(read.keySet());
    return phones.stream()
        .filter(phone -> !UrgentDesk.serves(phone))
        .filter(phone -> !read.getOrDefault(phone, 0).equals(expected.getOrDefault(phone, 0)))
        .limit(DIFFERENCES)
        .map(
            phone ->
                "%s read %s %d times instead of %d"
                    .formatted(
                        phone, kind, read.getOrDefault(phone, 0), expected.getOrDefault(phone, 0)))
        .toList();
  }
}
