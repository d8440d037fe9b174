package io.belay.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Contenders measured in turn, round by round, so that a busy minute of the machine meets all of
 * them. Rates are compared within a round only.
 */
final class Rounds {
  private final int rounds;
  private final Map<String, Measurement> contenders = new LinkedHashMap<>();
  private final Map<String, List<Double>> rates = new LinkedHashMap<>();
  private Quiet quiet = () -> {};

  /** Measures once. */
  interface Measurement {
    Rate measure() throws Exception;
  }

  /** Waits until the machine is free of what was measured before. */
  interface Quiet {
    void await() throws Exception;
  }

  Rounds(int rounds) {
    this.rounds = rounds;
  }

  /** The first contender is the one whose ratio to each other is printed. */
  Rounds with(String name, Measurement measurement) {
    contenders.put(name, measurement);
    rates.put(name, new ArrayList<>());
    return this;
  }

  /** What is waited for before each measurement, so that none carries what another left. */
  Rounds after(Quiet quiet) {
    this.quiet = quiet;
    return this;
  }

  /**
   * Runs rounds that do not count, until the compilers are almost idle while each contender is
   * measured: what is compiled and opened in them is not measured.
   *
   * @param jvms that work in a measurement, ids by name
   * @param atMost so many rounds; after them it is measured as it is
   */
  Rounds warmUp(Map<String, Long> jvms, int atMost, PrintStream out) throws Exception {
    double most = 1;
    for (int round = 1; round <= atMost && most >= Stretch.COMPILED_BELOW; round++) {
      most = 0;
      for (var contender : contenders.entrySet()) {
        quiet.await();
        var stretch = new Stretch(jvms);
        var rate = contender.getValue().measure();
        double share = stretch.compilersShare();
        most = Math.max(most, share);
        out.printf(
            "  to make warm %2d  %-35s %s, compilers had %2.0f %%%n",
            round, contender.getKey(), rate, share * 100);
      }
    }
    return this;
  }

  /** Measures all, and prints each round as it comes, then the table. */
  void print(PrintStream out) throws Exception {
    for (int round = 1; round <= rounds; round++) {
      for (var contender : contenders.entrySet()) {
        quiet.await();
        var rate = contender.getValue().measure();
        rates.getOrDefault(contender.getKey(), List.of()).add(rate.perSecond());
        out.printf("  round %d  %-42s %s%n", round, contender.getKey(), rate);
      }
    }
    out.printf("%n  %-42s %28s   %s%n", "", "median a second (least–most)", "first ÷ this one");
    var first = rates.values().iterator().next();
    rates.forEach(
        (name, its) ->
            out.printf(
                "  %-42s %12s (%s–%s)   %s%n",
                name,
                "%,.0f".formatted(median(its)),
                "%,.0f".formatted(least(its)),
                "%,.0f".formatted(most(its)),
                its.equals(first) ? "" : ratio(first, its)));
  }

  /** Median of the rounds' ratios, with the least and the greatest. */
  static String ratio(List<Double> one, List<Double> other) {
    var ratios = new ArrayList<Double>();
    for (int round = 0; round < one.size(); round++) {
      ratios.add(one.get(round) / other.get(round));
    }
    return "%.2f (%.2f–%.2f)".formatted(median(ratios), least(ratios), most(ratios));
  }

  static double median(List<Double> values) {
    double[] sorted = sorted(values);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double least(List<Double> values) {
    return sorted(values)[0];
  }

  private static double most(List<Double> values) {
    return sorted(values)[values.size() - 1];
  }

  private static double[] sorted(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
