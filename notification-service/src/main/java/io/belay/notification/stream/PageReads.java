package io.belay.notification.stream;

import io.belay.notification.domain.Contact;
import io.belay.notification.domain.IssuedCode;
import io.belay.notification.domain.Outbox;
import io.belay.notification.domain.track.TrackedCase;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
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
  private final HostInfo self;

  /**
   * @param self where other instances reach this one, as the streams advertise it
   */
  public PageReads(KafkaStreams streams, HostInfo self) {
    this.streams = streams;
    this.self = self;
  }

  /** The other instance that owns this part of a store; empty: this one does. */
  public Optional<HostInfo> elsewhere(String store, String key) {
    var owner =
        reading(
            () -> {
              var found = streams.queryMetadataForKey(store, key, new StringSerializer());
              if (found == null || found.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
                throw new StoreMovingException(null);
              }
              return found.activeHost();
            });
    return owner.equals(self) ? Optional.empty() : Optional.of(owner);
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

  /** How a customer is reached, where somebody said. */
  public Optional<Contact> contact(String customerId) {
    return reading(
        () ->
            Optional.ofNullable(
                    store(
                            NotificationTopology.OUTBOX,
                            QueryableStoreTypes.<String, Outbox>keyValueStore())
                        .get(customerId))
                .map(Outbox::contact));
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
