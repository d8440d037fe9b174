package io.belay.endtoend;

import io.belay.endtoend.OutageMessages.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Figures of a part of an outage.
 *
 * @param messages to members at the gateway in it
 * @param took from its begin until the last of these was at the gateway
 * @param mostASecond most messages in any second, urgent ones too
 * @param mostPartsASecond most SMS in any second, a long text being several
 * @param urgentDelays of the urgent cases opened meanwhile, from opening to gateway, shortest first
 * @param urgentOnTheWay of the same, from the decision that the customer be told, shortest first
 * @param urgentMissing urgent cases of which the gateway got nothing
 */
record OutagePhase(
    String name,
    int messages,
    Duration took,
    int mostASecond,
    int mostPartsASecond,
    List<Duration> urgentDelays,
    List<Duration> urgentOnTheWay,
    int urgentMissing) {
  private static final int LATEST = 40;

  static final String HEADER =
      """
      | | messages | took | a second, on average | most in any second | SMS in any second | urgent cases | p50 | p99 | longest | from decision, p99 |
      |---|---|---|---|---|---|---|---|---|---|---|\
      """;

  /**
   * @param decidedAt of urgent messages, by phone
   */
  static OutagePhase of(
      String name,
      Instant from,
      Instant to,
      List<Arrival> all,
      List<UrgentDesk.Opened> urgent,
      Map<String, Instant> decidedAt) {
    var arrivals =
        all.stream()
            .filter(arrival -> !arrival.at().isBefore(from) && arrival.at().isBefore(to))
            .sorted(Comparator.comparing(Arrival::at))
            .toList();
    var toMembers = arrivals.stream().filter(each -> !UrgentDesk.serves(each.phone())).toList();
    Map<String, Instant> firstByPhone = new HashMap<>();
    all.forEach(each -> firstByPhone.merge(each.phone(), each.at(), OutagePhase::earlier));
    var opened =
        urgent.stream()
            .filter(each -> !each.at().isBefore(from) && each.at().isBefore(to))
            .toList();
    var delays =
        opened.stream()
            .filter(each -> firstByPhone.containsKey(each.phone()))
            .map(each -> Duration.between(each.at(), firstByPhone.get(each.phone())))
            .sorted()
            .toList();
    var onTheWay =
        opened.stream()
            .map(UrgentDesk.Opened::phone)
            .filter(phone -> firstByPhone.containsKey(phone) && decidedAt.containsKey(phone))
            .map(phone -> Duration.between(decidedAt.get(phone), firstByPhone.get(phone)))
            .sorted()
            .toList();
    return new OutagePhase(
        name,
        toMembers.size(),
        toMembers.isEmpty() ? Duration.ZERO : Duration.between(from, toMembers.getLast().at()),
        mostASecond(arrivals, arrival -> 1),
        mostASecond(arrivals, Arrival::parts),
        delays,
        onTheWay,
        opened.size() - delays.size());
  }

  /** The latest urgent cases were told within a second. */
  static boolean isWarm(List<Arrival> all, List<UrgentDesk.Opened> urgent) {
    var latest = urgent.stream().skip(Math.max(0, urgent.size() - LATEST)).toList();
    var from = latest.isEmpty() ? Instant.MAX : latest.getFirst().at();
    var phase = of("warm-up", from, Instant.MAX, all, latest, Map.of());
    return latest.size() == LATEST
        && phase.urgentMissing() <= LATEST / 4
        && phase.urgent(100).compareTo(Duration.ofSeconds(1)) < 0;
  }

  Duration urgent(int percentile) {
    return percentile(urgentDelays, percentile);
  }

  /** Of the way from the decision to the gateway. */
  Duration urgentOnTheWay(int percentile) {
    return percentile(urgentOnTheWay, percentile);
  }

  private static Duration percentile(List<Duration> sorted, int percentile) {
    int rank = (sorted.size() * percentile + 99) / 100;
    return sorted.isEmpty() ? Duration.ZERO : sorted.get(Math.max(1, rank) - 1);
  }

  String row() {
    return "| %s | %,d | %.1f s | %.0f | %d | %d | %d | %d ms | %d ms | %d ms | %d ms |"
        .formatted(
            name,
            messages,
            took.toMillis() / 1000.0,
            took.isZero() ? 0.0 : messages * 1000.0 / took.toMillis(),
            mostASecond,
            mostPartsASecond,
            urgentDelays.size(),
            urgent(50).toMillis(),
            urgent(99).toMillis(),
            urgent(100).toMillis(),
            urgentOnTheWay(99).toMillis());
  }

  @Override
  public String toString() {
    return row();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static int mostASecond(List<Arrival> inOrder, ToIntFunction<Arrival> weight) {
    int most = 0;
    int within = 0;
    int first = 0;
    for (var arrival : inOrder) {
      within += weight.applyAsInt(arrival);
      var secondBefore = arrival.at().minusSeconds(1);
      while (!inOrder.get(first).at().isAfter(secondBefore)) {
        within -= weight.applyAsInt(inOrder.get(first));
        first++;
      }
      most = Math.max(most, within);
    }
    return most;
  }
}
