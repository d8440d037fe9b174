package io.belay.escalation.wire;

import io.belay.contract.TrustedRecords;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.pack.PackFile;
import io.belay.events.ActivePack;
import io.belay.events.PolicyPackRecord;
import io.belay.events.PublishedPack;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Records of {@code policy-packs}, there and back. */
public final class PackRecords {
  static {
    TrustedRecords.trust();
  }

  private PackRecords() {}

  /** What a record of the topic says. */
  public sealed interface PackNews {
    /** The record's key. */
    String key();

    /** Who said so, and when. */
    record Told(String by, Instant at) {}

    /** A version's bytes. */
    record Published(PackFile file, Instant at) implements PackNews {
      @Override
      public String key() {
        return file.ref().toString();
      }
    }

    /** New cases of a market run under a version from here on. */
    record Activated(String market, PolicyRef ref, Told told) implements PackNews {
      @Override
      public String key() {
        return "active@" + market;
      }
    }
  }

  public static Serializer<PackNews> serializer(Serializer<Object> avro) {
    return (topic, news) -> avro.serialize(topic, record(news));
  }

  public static Deserializer<PackNews> deserializer(Deserializer<Object> avro) {
    return (topic, data) -> news(data == null ? null : avro.deserialize(topic, data));
  }

  private static PolicyPackRecord record(PackNews news) {
    return new PolicyPackRecord(
        switch (news) {
          case PackNews.Published(PackFile file, Instant at) ->
              new PublishedPack(
                  file.ref().pack(),
                  file.ref().version(),
                  ByteBuffer.wrap(file.bytes()),
                  file.sha256(),
                  at);
          case PackNews.Activated(String market, PolicyRef ref, PackNews.Told told) ->
              new ActivePack(market, ref.pack(), ref.version(), told.by(), told.at());
        });
  }

  private static PackNews news(@Nullable Object value) {
    if (!(value instanceof PolicyPackRecord record)) {
      throw new UnreadableRecordException(
          "foreign-record", "Expected a policy pack record, but found something else");
    }
    return switch (record.getPayload()) {
      case PublishedPack p ->
          new PackNews.Published(
              new PackFile(new PolicyRef(p.getPack(), p.getVersion()), bytes(p.getYaml())),
              p.getPublishedAt());
      case ActivePack a ->
          new PackNews.Activated(
              a.getMarket(),
              new PolicyRef(a.getPack(), a.getVersion()),
              new PackNews.Told(a.getActivatedBy(), a.getActivatedAt()));
      default ->
          throw new UnreadableRecordException(
              "unknown-record", "Expected a pack or an activation, but found something else");
    };
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
