package io.belay.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.yaml.snakeyaml.Yaml;

/**
 * What can be checked of {@code -Pconfluent} without its vendor's repository: that the profile
 * swaps one serde for the other, that configuration alone names the classes, and that no code does.
 */
class ConfluentProfileTest {
  private static final Path ROOT = Path.of(System.getProperty("belay.root"));

  @ParameterizedTest
  @ValueSource(strings = {"intake-service", "escalation-service", "notification-service"})
  void theProfileSwapsTheSerde(String service) throws Exception {
    Document pom = xml(service + "/pom.xml");
    assertThat(texts(pom, "/project/dependencies/dependency/groupId"))
        .doesNotContain("io.apicurio", "io.confluent");
    assertThat(texts(pom, profile("confluent") + "/dependencies/dependency/*"))
        .containsExactly("io.confluent", "kafka-avro-serializer", "runtime");
    assertThat(texts(pom, profile("apicurio") + "/dependencies/dependency/*"))
        .containsExactly(
            "io.apicurio",
            "apicurio-registry-avro-serde-kafka",
            "runtime",
            "io.kiota",
            "kiota-http-jdk",
            "runtime");
    assertThat(texts(pom, profile("apicurio") + "/activation/activeByDefault"))
        .containsExactly("true");
  }

  @Test
  void theVendorsRepositoryIsNamedByWhoeverBuildsWithIt() throws Exception {
    Document pom = xml("pom.xml");
    assertThat(texts(pom, profile("confluent") + "/repositories/repository/url"))
        .containsExactly("${confluent.repository}");
    assertThat(
            texts(
                pom,
                "/project/dependencyManagement/dependencies/dependency"
                    + "[artifactId='kafka-avro-serializer']/version"))
        .containsExactly("${confluent.version}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"intake-service", "escalation-service", "notification-service"})
  void configurationAloneNamesTheClasses(String service) throws IOException {
    assertThat(serdeIn(service, "application-confluent.yaml"))
        .containsExactly(
            "io.confluent.kafka.serializers.KafkaAvroSerializer",
            "io.confluent.kafka.serializers.KafkaAvroDeserializer");
    assertThat(serdeIn(service, "application.yaml"))
        .containsExactly(
            "io.apicurio.registry.serde.avro.AvroKafkaSerializer",
            "io.apicurio.registry.serde.avro.AvroKafkaDeserializer");
  }

  @Test
  void noCodeImportsEitherSerdeButWhatIsPluggedIntoOneByConfiguration() throws IOException {
    var importers = new ArrayList<String>();
    try (var files = Files.walk(ROOT)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        if (!file.toString().contains("/contract/apicurio/")
            && Files.readString(file)
                .matches("(?s).*\\bimport (io\\.apicurio|io\\.confluent)\\..*")) {
          importers.add(ROOT.relativize(file).toString());
        }
      }
    }
    assertThat(importers).isEmpty();
  }

  private static List<Object> serdeIn(String service, String file) throws IOException {
    Path yaml = ROOT.resolve(service).resolve("src/main/resources").resolve(file);
    try (InputStream in = Files.newInputStream(yaml)) {
      Map<String, Object> settings = new Yaml().load(in);
      return List.of(
          at(settings, "spring", "kafka", "producer", "value-serializer"),
          at(settings, "spring", "kafka", "consumer", "value-deserializer"));
    }
  }

  private static Object at(Map<String, Object> settings, String... path) {
    Object value = settings;
    for (String key : path) {
      value = Objects.requireNonNull(((Map<?, ?>) value).get(key), key);
    }
    return value;
  }

  private static String profile(String id) {
    return "/project/profiles/profile[id='" + id + "']";
  }

  private static Document xml(String path) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(ROOT.resolve(path).toFile());
  }

  private static List<String> texts(Document document, String path) throws Exception {
    XPath xpath = XPathFactory.newInstance().newXPath();
    var nodes = (NodeList) xpath.evaluate(path, document, XPathConstants.NODESET);
    var texts = new ArrayList<String>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }
}
