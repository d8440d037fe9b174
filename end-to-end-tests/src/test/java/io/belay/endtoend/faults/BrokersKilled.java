package io.belay.endtoend.faults;

import io.belay.local.LocalCluster;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * SIGKILL to one broker of three, which nobody may notice for long, or to two, when nothing can be
 * acknowledged any more.
 *
 * @param first number of the first victim
 */
record BrokersKilled(int first, int count, Duration lasts) implements Fault {
  @Override
  public String name() {
    return "SIGKILL %d of 3 brokers".formatted(count);
  }

  @Override
  public void strike(Cluster cluster) {
    victims().forEach(cluster.brokers()::kill);
  }

  @Override
  public void heal(Cluster cluster) {
    victims().forEach(cluster.brokers()::restart);
    cluster.brokers().awaitAll();
  }

  private IntStream victims() {
    return IntStream.range(first, first + count).map(number -> number % LocalCluster.BROKERS);
  }
}
