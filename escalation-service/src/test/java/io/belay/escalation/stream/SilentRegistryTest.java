package io.belay.escalation.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.belay.contract.RegistryTrouble;
import io.belay.contract.Topics;
import io.belay.contract.apicurio.BoundedResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A registry that takes a question and never answers it. */
class SilentRegistryTest {
  private static final byte[] RECORD_OF_SCHEMA_7 = {0, 0, 0, 0, 7, 2, 2};

  @Test
  @Timeout(60)
  void aReadIsGivenUpAndTheRecordIsNotToBlame() throws IOException, ReflectiveOperationException {
    try (var registry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Deserializer<?> reader =
            Utils.newInstance(
                "io.apicurio.registry.serde.avro.AvroKafkaDeserializer", Deserializer.class)) {
      reader.configure(
          Map.of(
              "apicurio.registry.url",
              "http://127.0.0.1:" + registry.getLocalPort() + "/apis/registry/v3",
              "apicurio.registry.http.adapter",
              "JDK",
              "apicurio.registry.schema-resolver",
              BoundedResolver.class.getName()),
          false);
      Throwable failure =
          catchThrowable(() -> reader.deserialize(Topics.CASE_EVENTS, RECORD_OF_SCHEMA_7));
      assertThat(RegistryTrouble.isCauseOf(failure)).isTrue();
    }
  }
}
