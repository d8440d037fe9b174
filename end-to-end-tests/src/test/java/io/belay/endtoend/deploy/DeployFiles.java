package io.belay.endtoend.deploy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads the files of {@code deploy/} into types, and refuses every key that a type has not. */
final class DeployFiles {
  static final Path ROOT = Path.of(System.getProperty("belay.root"));
  static final List<String> SERVICES = List.of("intake", "escalation", "notification");

  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "v1/Namespace", Namespace.class,
          "v1/ConfigMap", ConfigMap.class,
          "v1/Pod", Pod.class,
          "v1/Service", Service.class,
          "apps/v1/Deployment", Deployment.class,
          "apps/v1/StatefulSet", StatefulSet.class,
          "batch/v1/Job", Job.class,
          "autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
          "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
          "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class);

  private static final ObjectMapper STRICT = strict();

  private DeployFiles() {}

  /** The models keep what they do not know in a map; here that is a mistake. */
  private static ObjectMapper strict() {
    var mapper = new ObjectMapper();
    mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    mapper.setAnnotationIntrospector(
        new JacksonAnnotationIntrospector() {
          private static final long serialVersionUID = 1;

          @Override
          public Boolean hasAnySetter(Annotated member) {
            return false;
          }
        });
    return mapper;
  }

  static <T> T typed(Object tree, Class<T> type) {
    return STRICT.convertValue(tree, type);
  }

  static List<Object> documents(Path file) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      var documents = new ArrayList<Object>();
      new Yaml(new SafeConstructor(options))
          .loadAll(Files.readString(file))
          .forEach(documents::add);
      return documents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every object of a file, each of the type its kind names. */
  static List<HasMetadata> objects(Path file) {
    return documents(file).stream().map(DeployFiles::object).toList();
  }

  static HasMetadata object(Object tree) {
    var map = (Map<?, ?>) tree;
    var kind = map.get("apiVersion") + "/" + map.get("kind");
    var type = KINDS.get(kind);
    if (type == null) {
      throw new IllegalArgumentException("Expected a known kind, but found " + kind);
    }
    return typed(tree, type);
  }

  /** Every object that Kustomize is told to take, and the pod of operators' commands. */
  static List<HasMetadata> cluster() {
    return Stream.of("deploy/kubernetes", "deploy/tools")
        .flatMap(dir -> objectsIn(ROOT.resolve(dir)).stream())
        .toList();
  }

  private static List<HasMetadata> objectsIn(Path dir) {
    try (Stream<Path> files = Files.list(dir)) {
      return files
          .filter(file -> !file.endsWith("kustomization.yaml"))
          .sorted()
          .flatMap(file -> objects(file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T extends HasMetadata> Map<String, T> named(List<HasMetadata> objects, Class<T> type) {
    var named = new TreeMap<String, T>();
    objects.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .forEach(object -> named.put(object.getMetadata().getName(), object));
    return named;
  }

  /** The one of that name, which must be there. */
  static <T> T the(Map<String, T> named, String name) {
    var found = named.get(name);
    if (found == null) {
      throw new IllegalArgumentException("Expected '%s' among %s".formatted(name, named.keySet()));
    }
    return found;
  }

  /** What runs: the pods of deployments, stateful sets and jobs, and those alone, by name. */
  static Map<String, PodSpec> pods(List<HasMetadata> objects) {
    var pods = new TreeMap<String, PodSpec>();
    named(objects, Pod.class).forEach((name, each) -> pods.put(name, each.getSpec()));
    named(objects, Deployment.class)
        .forEach((name, each) -> pods.put(name, each.getSpec().getTemplate().getSpec()));
    named(objects, StatefulSet.class)
        .forEach((name, each) -> pods.put(name, each.getSpec().getTemplate().getSpec()));
    named(objects, Job.class)
        .forEach((name, each) -> pods.put(name, each.getSpec().getTemplate().getSpec()));
    return pods;
  }

  /** The port of a service in its own application.yaml. */
  static int port(String service) {
    var file = ROOT.resolve(service + "-service/src/main/resources/application.yaml");
    var settings = typed(documents(file).getFirst(), JsonNode.class);
    return settings.path("server").path("port").asInt();
  }

  static String text(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
