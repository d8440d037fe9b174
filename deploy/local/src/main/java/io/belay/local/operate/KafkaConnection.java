package io.belay.local.operate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * How a command reaches the broker.
 *
 * @param bootstrapServers where
 * @param client settings of a Kafka client: who it is, and how it is encrypted
 */
record KafkaConnection(String bootstrapServers, Map<String, String> client) {
  private static final String LOCAL = "127.0.0.1:9092";
  private static final String BOOTSTRAP = "bootstrap.servers";

  KafkaConnection {
    client = Map.copyOf(client);
  }

  /** As {@code --bootstrap} and the properties file of {@code --client-config} say. */
  static KafkaConnection of(Arguments arguments) {
    var file = arguments.value("--client-config", "");
    var client = new HashMap<String, String>();
    if (!file.isEmpty()) {
      var properties = new Properties();
      try (var in = Files.newBufferedReader(Path.of(file))) {
        properties.load(in);
      } catch (IOException e) {
        throw new Misused("cannot read --client-config " + file);
      }
      properties.forEach((key, value) -> client.put(key.toString(), value.toString()));
    }
    return new KafkaConnection(
        arguments.value("--bootstrap", client.getOrDefault(BOOTSTRAP, LOCAL)), client);
  }

  /** Settings of a client, to be added to. */
  Map<String, Object> settings() {
    var settings = new HashMap<String, Object>(client);
    settings.put(BOOTSTRAP, bootstrapServers);
    return settings;
  }
}
