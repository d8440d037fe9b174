package io.belay.escalation.stream;

import io.belay.contract.Topics;
import io.belay.duetime.CopyAges;
import io.belay.escalation.domain.incident.Incident;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.wire.CaseStateCodec;
import io.belay.escalation.wire.RoomStates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the stores of this instance, and knows which instance to ask instead. Its reads block;
 * each may throw {@link PartitionMovingException}.
 */
public final class CaseReads implements AuditedStores {
  private final EscalationStreams streams;
  private final Deserializer<Step> steps;
  private final @Nullable Integer copyOf;

  /**
   * @param steps reads what stands in {@code case-progress}; safe for several threads
   */
  public CaseReads(EscalationStreams streams, Deserializer<Step> steps) {
    this(streams, steps, null);
  }

  private CaseReads(EscalationStreams streams, Deserializer<Step> steps, @Nullable Integer copyOf) {
    this.streams = streams;
    this.steps = steps;
    this.copyOf = copyOf;
  }

  /** The same reads of what this instance holds of a place, whoever works on it. */
  public CaseReads ofCopy(Place place) {
    return new CaseReads(streams, steps, place.partition());
  }

  /**
   * Where a case's part of a store lies.
   *
   * @param standbys have a warm copy of it
   */
  public record Place(HostInfo owner, Set<HostInfo> standbys, int partition) {
    public Place {
      standbys = Set.copyOf(standbys);
    }
  }

  /** Where the case's part of a store lies. */
  public Place placeOf(String store, String caseId) {
    var found = started().queryMetadataForKey(store, caseId, new StringSerializer());
    if (found == null || found.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
      throw new PartitionMovingException("Expected an owner of case '" + caseId + "'");
    }
    return new Place(found.activeHost(), found.standbyHosts(), found.partition());
  }

  /**
   * How long ago this instance's copy had all there was, at most. Zero for an owner that has it
   * complete and only shares partitions out among its threads anew.
   */
  public Duration ageOf(String store, Place place, Instant now) {
    var lag = started().allLocalStorePartitionLags().getOrDefault(store, Map.of());
    var own = lag.get(place.partition());
    if (own != null && own.offsetLag() <= CopyAges.MARKER) {
      return Duration.ZERO;
    }
    return streams
        .copyAges()
        .completeAt(store, place.partition())
        .map(caughtUp -> Duration.between(caughtUp, now))
        .orElseThrow(
            () -> new PartitionMovingException("Expected a warm copy, but it is not complete yet"));
  }

  /** Whether this instance is the owner. */
  public boolean isSelf(HostInfo owner) {
    return owner.equals(streams.self());
  }

  /** Every instance that owns cases. */
  public List<HostInfo> instances() {
    return started().metadataForAllStreamsClients().stream()
        .map(StreamsMetadata::hostInfo)
        .distinct()
        .toList();
  }

  /** The case, as this instance knows it. */
  public Optional<CaseState> find(String caseId) {
    ReadOnlyKeyValueStore<String, byte[]> cases = store(EscalationTopology.CASES);
    return Optional.ofNullable(reading(() -> cases.get(caseId)))
        .map(bytes -> new CaseStateCodec().read(bytes));
  }

  @Override
  public List<Integer> partitions() {
    return started().metadataForLocalThreads().stream()
        .flatMap(thread -> thread.activeTasks().stream())
        .flatMap(task -> task.topicPartitions().stream())
        .filter(partition -> partition.topic().equals(Topics.CASE_EVENTS))
        .map(TopicPartition::partition)
        .sorted()
        .toList();
  }

  @Override
  public KeyValueIterator<String, byte[]> cases(int partition, @Nullable String from) {
    return reading(
        () ->
            started()
                .store(
                    StoreQueryParameters.fromNameAndType(
                            EscalationTopology.CASES,
                            QueryableStoreTypes.<String, byte[]>keyValueStore())
                        .withPartition(partition))
                .range(from, null));
  }

  /** The incident, as its room on this instance knows it. */
  public Optional<Incident> findIncident(String incidentId) {
    ReadOnlyKeyValueStore<String, byte[]> incidents = store(EscalationTopology.INCIDENTS);
    return Optional.ofNullable(reading(() -> incidents.get(incidentId))).map(RoomStates::incident);
  }

  /** The first steps of a case, in order; none where it is unknown. */
  @Override
  public List<Step> steps(String caseId, int most) {
    return steps(caseId, 0, most);
  }

  /** The steps of a case that follow one of it, in order. */
  public List<Step> steps(String caseId, long afterSequence, int most) {
    ReadOnlyKeyValueStore<Bytes, byte[]> history = store(EscalationTopology.HISTORY);
    return reading(
        () -> {
          var found = new ArrayList<Step>();
          try (var range = history.range(HistoryKey.first(caseId), HistoryKey.last(caseId))) {
            while (range.hasNext() && found.size() < most) {
              var step = steps.deserialize(Topics.CASE_PROGRESS, range.next().value);
              if (step.sequence() > afterSequence) {
                found.add(step);
              }
            }
          }
          return found;
        });
  }

  /**
   * What is read of all steps of a case, in order; they are given once, one at a time, and only
   * until it is read.
   */
  public <T> T through(String caseId, Function<Iterable<Step>, T> read) {
    ReadOnlyKeyValueStore<Bytes, byte[]> history = store(EscalationTopology.HISTORY);
    return reading(
        () -> {
          try (var range = history.range(HistoryKey.first(caseId), HistoryKey.last(caseId))) {
            return read.apply(() -> inTurn(range));
          }
        });
  }

  private Iterator<Step> inTurn(KeyValueIterator<Bytes, byte[]> range) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return range.hasNext();
      }

      @Override
      public Step next() {
        return steps.deserialize(Topics.CASE_PROGRESS, range.next().value);
      }
    };
  }

  /** The last step of a case; empty where it is unknown. */
  public Optional<Step> lastStep(String caseId) {
    ReadOnlyKeyValueStore<Bytes, byte[]> history = store(EscalationTopology.HISTORY);
    return reading(
        () -> {
          try (var range =
              history.reverseRange(HistoryKey.first(caseId), HistoryKey.last(caseId))) {
            return range.hasNext() ? Optional.of(inTurn(range).next()) : Optional.empty();
          }
        });
  }

  private <K> ReadOnlyKeyValueStore<K, byte[]> store(String name) {
    StoreQueryParameters<ReadOnlyKeyValueStore<K, byte[]>> owned =
        StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.keyValueStore());
    return reading(
        () ->
            started()
                .store(copyOf == null ? owned : owned.enableStaleStores().withPartition(copyOf)));
  }

  private KafkaStreams started() {
    var started = streams.started();
    if (started == null || !started.state().isRunningOrRebalancing()) {
      throw new PartitionMovingException("Expected the streams to run, but they do not yet");
    }
    return started;
  }

  private static <T> T reading(Supplier<T> read) {
    try {
      return read.get();
    } catch (InvalidStateStoreException moving) {
      throw new PartitionMovingException("Expected the partition here, but it moves", moving);
    }
  }
}
