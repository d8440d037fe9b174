package io.belay.escalation.stream;

import static io.belay.escalation.stream.ReportedCase.aCase;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.duetime.TickLimits;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.progress.Progress;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.domain.queue.QueueCounts.Line;
import io.belay.events.Resolved;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a new owner of a partition makes of the store alone. */
class TakeoverTest {
  @TempDir Path dir;

  private final QueueBoard board = new QueueBoard();

  @Test
  void theNewOwnerWakesWhatIsDueAndCountsWhatIsThere() {
    try (var bank = new Bank(dir)) {
      bank.opens(aCase("C-1").category("withdrawal-delayed"));
      bank.opens(aCase("C-2").category("withdrawal-delayed"));
      bank.reports("C-2", new Resolved("PAID_OUT"));
      bank.waits(ofMinutes(25));
      var context = contextWith(bank.cases());
      var owner = takenOver(bank, context);

      assertThat(board.lines()).isEqualTo(bank.board.lines());
      assertThat(promotionsAt(context, bank.now())).isEmpty();
      assertThat(promotionsAt(context, bank.now().plus(ofMinutes(5)))).containsExactly("C-1");
      assertThat(board.lines()).containsExactly(new Line("senior", "withdrawal-delayed", 1, 0, 1));

      owner.close();
      assertThat(board.lines()).isEmpty();
    }
  }

  @Test
  void aTaskThatIsRevivedForgetsWhatItsTransactionLost() {
    try (var bank = new Bank(dir)) {
      bank.opens(aCase("C-1").category("withdrawal-delayed"));
      var context = contextWith(bank.cases());
      var owner = takenOver(bank, context);
      KeyValueStore<String, byte[]> cases = context.getStateStore(EscalationTopology.CASES);
      cases.delete("C-1");

      owner.init(context);

      assertThat(board.lines()).isEmpty();
      assertThat(promotionsAt(context, bank.now().plus(ofMinutes(40)))).isEmpty();
    }
  }

  private Processor<String, ReportedEvent, String, Object> takenOver(
      Bank bank, MockProcessorContext<String, Object> context) {
    var processor =
        new CaseProcessors(bank.library, TickLimits.standard(), CaseObserver.NONE, board).get();
    processor.init(context);
    return processor;
  }

  private static List<String> promotionsAt(
      MockProcessorContext<String, Object> context, Instant now) {
    context.setCurrentSystemTimeMs(now.toEpochMilli());
    context.resetForwards();
    context.scheduledPunctuators().getLast().getPunctuator().punctuate(now.toEpochMilli());
    return context.forwarded().stream()
        .map(forwarded -> forwarded.record().value())
        .filter(Step.class::isInstance)
        .map(Step.class::cast)
        .filter(step -> step.progress() instanceof Progress.TierPromoted)
        .map(Step::caseId)
        .toList();
  }

  private MockProcessorContext<String, Object> contextWith(KeyValueStore<String, byte[]> cases) {
    var context =
        new MockProcessorContext<String, Object>(
            new Properties(), new TaskId(0, 3), dir.resolve("other").toFile());
    var store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(EscalationTopology.CASES),
                Serdes.String(),
                Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    try (var all = cases.all()) {
      all.forEachRemaining(entry -> store.put(entry.key, entry.value));
    }
    context.addStateStore(store);
    var early =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(EscalationTopology.EARLY_EVENTS),
                Serdes.String(),
                Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    early.init(context.getStateStoreContext(), early);
    context.addStateStore(early);
    return context;
  }
}
