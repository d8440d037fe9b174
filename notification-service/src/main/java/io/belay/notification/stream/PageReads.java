package io.belay.notification.stream;

import io.belay.duetime.CopyAges;
import io.belay.notification.domain.Contact;
import io.belay.notification.domain.IssuedCode;
import io.belay.notification.domain.Outbox;
import io.belay.notification.domain.track.TrackedCase;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the stores of this instance, and knows which instance to ask instead. Its reads block;
 * each may throw {@link StoreMovingException}.
 */
public final class PageReads {
  private final KafkaStreams streams;
  private final CopyAges ages;
  private final HostInfo self;

  /**
   * @param self where other instances reach this one, as the streams advertise it
   */
  PageReads(KafkaStreams streams, CopyAges ages, HostInfo self) {
    this.streams = streams;
    this.ages = ages;
    this.self = self;
  }

  /**
   * Where a part of a store lies.
   *
   * @param owner empty: this instance
   * @param copyHere whether this instance has a warm copy of it
   * @param copies other instances that have one
   */
  public record Place(Optional<HostInfo> owner, boolean copyHere, List<HostInfo> copies) {
    public Place {
      copies = List.copyOf(copies);
    }
  }

  /** The other instance that owns this part of a store; empty: this one does. */
  public Optional<HostInfo> elsewhere(String store, String key) {
    return placeOf(store, key).owner();
  }

  /** Where this part of a store, and its warm copies, lie. */
  public Place placeOf(String store, String key) {
    var found = partOf(store, key);
    var owner = found.activeHost();
    return new Place(
        owner.equals(self) ? Optional.empty() : Optional.of(owner),
        found.standbyHosts().contains(self),
        found.standbyHosts().stream()
            .filter(host -> !host.equals(self))
            .sorted(Comparator.comparing(HostInfo::toString))
            .toList());
  }

  private KeyQueryMetadata partOf(String store, String key) {
    return reading(
        () -> {
          var found = streams.queryMetadataForKey(store, key, new StringSerializer());
          if (found == null || found.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
            throw new StoreMovingException(null);
          }
          return found;
        });
  }

  /**
   * What a warm copy here knows of a case, and when that was all there was.
   *
   * @param asOf no later than now
   */
  public record Copied(TrackedCase tracked, Instant asOf) {}

  /** What the warm copy on this instance knows of a case; empty: it does not know it. */
  public Optional<Copied> copied(String caseId, Instant now) {
    int partition = partOf(TrackTopology.TRACKED, caseId).partition();
    var asOf = copyIsComplete(partition) ? Optional.of(now) : completeAt(partition);
    return reading(
        () ->
            Optional.ofNullable(
                    streams
                        .store(
                            StoreQueryParameters.fromNameAndType(
                                    TrackTopology.TRACKED,
                                    QueryableStoreTypes.<String, TrackedCase>keyValueStore())
                                .enableStaleStores())
                        .get(caseId))
                .map(
                    tracked ->
                        new Copied(
                            tracked, asOf.orElseThrow(() -> new StoreMovingException(null)))));
  }

  private Optional<Instant> completeAt(int partition) {
    return ages.completeAt(TrackTopology.TRACKED, partition);
  }

  /** Asks the broker, which may be away, too. */
  private boolean copyIsComplete(int partition) {
    try {
      var lag =
          streams
              .allLocalStorePartitionLags()
              .getOrDefault(TrackTopology.TRACKED, Map.of())
              .get(partition);
      return lag != null && lag.offsetLag() <= CopyAges.MARKER;
    } catch (KafkaException | IllegalStateException away) {
      return false;
    }
  }

  /** What the customer of a case sees. */
  public Optional<TrackedCase> tracked(String caseId) {
    return reading(
        () ->
            Optional.ofNullable(
                store(
                        TrackTopology.TRACKED,
                        QueryableStoreTypes.<String, TrackedCase>keyValueStore())
                    .get(caseId)));
  }

  /** A customer's outbox; empty where nothing is kept. */
  public Optional<Outbox> outbox(String customerId) {
    return reading(
        () ->
            Optional.ofNullable(
                store(
                        NotificationTopology.OUTBOX,
                        QueryableStoreTypes.<String, Outbox>keyValueStore())
                    .get(customerId)));
  }

  /** How a customer is reached, where somebody said. */
  public Optional<Contact> contact(String customerId) {
    return outbox(customerId).map(Outbox::contact);
  }

  /** A code that went out in the time codes are kept, by its latest message. */
  public Optional<IssuedCode> issued(String code, Instant now) {
    return reading(
        () -> {
          var codes =
              store(TrackTopology.CODES, QueryableStoreTypes.<String, IssuedCode>windowStore());
          Optional<IssuedCode> latest = Optional.empty();
          try (var found = codes.fetch(code, now.minus(TrackTopology.CODES_KEPT), now)) {
            while (found.hasNext()) {
              latest = Optional.of(found.next().value);
            }
          }
          return latest;
        });
  }

  private <T> T store(String name, QueryableStoreType<T> type) {
    return streams.store(StoreQueryParameters.fromNameAndType(name, type));
  }

  private static <T> T reading(Supplier<T> read) {
    try {
      return read.get();
    } catch (InvalidStateStoreException moving) {
      throw new StoreMovingException(moving);
    } catch (IllegalStateException notRunning) {
      throw new StoreMovingException(notRunning);
    }
  }

  /** The store moves or is restored, or the streams do not run; ask again in a moment. */
  public static final class StoreMovingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreMovingException(@Nullable Throwable cause) {
      super("Expected the store to be here, but it moves", cause);
    }
  }
}
