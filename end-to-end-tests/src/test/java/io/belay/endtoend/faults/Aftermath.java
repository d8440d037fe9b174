package io.belay.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.endtoend.RecordReader;
import io.belay.events.FollowUpDue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is still to come of what the doors said yes to, and when there is nothing left of it. */
record Aftermath(Acknowledged acknowledged, ProgressWatch watch) {
  private static final Duration CAUGHT_UP_WITHIN = Duration.ofSeconds(90);
  private static final Duration LAST_WORD_WITHIN = Duration.ofSeconds(90);

  /** Until a door says yes again: who waits at one comes back a moment after it is open. */
  void awaitOpenDoor(long healedAt) {
    await("a door that says yes again")
        .atMost(CAUGHT_UP_WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> acknowledged.anyAfter(healedAt));
  }

  /** Until all that was acknowledged by now is decided. */
  void awaitDecisions() {
    var asked = acknowledged.events().keySet();
    await("decisions about all that was acknowledged")
        .atMost(CAUGHT_UP_WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> watch.firstSeenByCause().keySet().containsAll(asked));
  }

  /** Until the last word is said on every message that is owed. */
  Messages awaitLastWords(Cluster cluster, RecordReader reader) {
    var latest = new ArrayList<Messages>();
    await("the last word on every message")
        .pollInSameThread()
        .pollInterval(Duration.ofSeconds(1))
        .atMost(LAST_WORD_WITHIN)
        .untilAsserted(
            () -> {
              latest.add(Messages.read(cluster.bootstrapServers(), reader));
              assertThat(latest.getLast().open(owed())).isEmpty();
            });
    return latest.getLast();
  }

  /** Ids of the messages that were decided. */
  List<String> owed() {
    return watch.seen().stream()
        .filter(each -> each.step().getPayload() instanceof FollowUpDue)
        .map(each -> each.step().getProgressId())
        .toList();
  }
}
