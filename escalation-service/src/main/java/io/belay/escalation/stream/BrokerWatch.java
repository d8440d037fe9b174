package io.belay.escalation.stream;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Asks the broker again and again whether it is there: streams that have lost it go on to say that
 * they run.
 */
final class BrokerWatch implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

  private final Supplier<Admin> admins;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean answers = true;

  BrokerWatch(Supplier<Admin> admins) {
    this.admins = admins;
  }

  /** Whether it answered when it was last asked; at first, whoever starts has seen it answer. */
  boolean answers() {
    return answers;
  }

  void start() {
    Thread.ofVirtual().name("broker-watch").start(this::watch);
  }

  private void watch() {
    try {
      while (!closesWithin(LOOK_EVERY)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    try (var admin = admins.get()) {
      do {
        answers = answers(admin);
      } while (!closesWithin(LOOK_EVERY));
    } catch (KafkaException nobodyToAsk) {
      // the client says why: such as a name that cannot be resolved at this moment
      answers = false;
    }
  }

  private boolean closesWithin(Duration wait) throws InterruptedException {
    return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static boolean answers(Admin admin) throws InterruptedException {
    try {
      var nodes = admin.describeCluster().nodes();
      return !nodes.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException away) {
      return false;
    }
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
