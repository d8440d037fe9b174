package io.belay.intake.stream;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/**
 * One serializer for all producers, so that what it learnt from the registry is learnt once. A
 * producer that ends does not close it for the others.
 */
public final class SharedSerializer implements Serializer<Object> {
  private final Serializer<Object> serializer;

  /**
   * @param serializer already configured
   */
  public SharedSerializer(Serializer<Object> serializer) {
    this.serializer = serializer;
  }

  @Override
  public byte[] serialize(String topic, Object data) {
    return serializer.serialize(topic, data);
  }

  @Override
  public byte[] serialize(String topic, Headers headers, Object data) {
    return serializer.serialize(topic, headers, data);
  }

  @Override
  public void close() {
    // the others go on using it
  }

  /** Closes it for all. */
  public void closeForAll() {
    serializer.close();
  }
}
