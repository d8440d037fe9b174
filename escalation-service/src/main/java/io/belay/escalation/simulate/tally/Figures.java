package io.belay.escalation.simulate.tally;

import java.util.List;
import java.util.Map;

/**
 * What a pack would have meant for the cases of a log.
 *
 * @param cases how many cases: accepted, reopened, settled, inWorkAtTheEnd
 * @param events how many case events: accepted, rejected, repeated
 * @param clocks clock → what became of it (met, breached, …) → how often
 * @param breachesByWeek clock → ISO week of the due time → breaches
 * @param tierLoad tier → load by hour of the week
 * @param tierTime tier → time spent there
 * @param promotions cause → promotions
 * @param promotionsByClock clock → promotions for its sake
 * @param ladderExhausted how often a case should have climbed from the highest tier
 * @param rejections reason → events refused
 */
public record Figures(
    Map<String, Long> cases,
    Map<String, Long> events,
    Map<String, Map<String, Long>> clocks,
    Map<String, Map<String, Long>> breachesByWeek,
    Map<String, TierLoad> tierLoad,
    Map<String, TierTime> tierTime,
    Messages messages,
    Map<String, Long> promotions,
    Map<String, Long> promotionsByClock,
    long ladderExhausted,
    Map<String, Long> rejections) {

  /**
   * Load of a tier by hour of the week, from Monday 0:00.
   *
   * @param inWork cases in work at a time, on average; those waiting for somebody outside left out
   * @param arrivals cases that came to the tier
   */
  public record TierLoad(List<Double> inWork, List<Long> arrivals) {}

  /**
   * Time of all cases at a tier until they were resolved or closed.
   *
   * @param arrivals how often a case came there
   * @param workHours hours in which somebody could work on it
   * @param waitHours hours in which it waited for somebody outside
   * @param workHoursEach work hours an arrival
   */
  public record TierTime(long arrivals, double workHours, double waitHours, double workHoursEach) {}

  /**
   * Messages to customers.
   *
   * @param customers customers with a case
   * @param customersByCount number of messages → customers who got so many
   */
  public record Messages(
      long total,
      long customers,
      double perCustomer,
      long mostForOneCustomer,
      Map<String, Long> byType,
      Map<String, Long> byClass,
      Map<String, Long> customersByCount) {}

  /** Breaches of all clocks. */
  public long breaches() {
    return clocks.values().stream().mapToLong(clock -> clock.getOrDefault("breached", 0L)).sum();
  }

  /** Promotions of all causes. */
  public long promoted() {
    return promotions.values().stream().mapToLong(Long::longValue).sum();
  }
}
