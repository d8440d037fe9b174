package io.belay.escalation.stream;

import io.belay.escalation.domain.progress.Step;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** The stores of this instance, as the auditor sees them: read only, beside the stream threads. */
public interface AuditedStores {
  /** Partitions whose cases this instance owns. */
  List<Integer> partitions();

  /**
   * Cases of a partition in the order of their ids; to be closed.
   *
   * @param from the first id; null: from the first case on
   */
  KeyValueIterator<String, byte[]> cases(int partition, @Nullable String from);

  /** The first steps of a case, in order; none where they are kept elsewhere. */
  List<Step> steps(String caseId, int most);
}
