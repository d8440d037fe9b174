package io.belay.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The environment that the deployment files give a service: {@code deploy/compose.yaml} with the
 * defaults of its variables, and {@code deploy/kubernetes} with its config maps.
 *
 * @param compose by name
 * @param kubernetes by name
 */
public record DeployedSettings(Map<String, String> compose, Map<String, String> kubernetes) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Reads the files.
   *
   * @param service such as {@code intake}
   */
  public static DeployedSettings of(String service) {
    var deploy = BelayRoot.path().resolve("deploy");
    return new DeployedSettings(
        compose(trees(deploy.resolve("compose.yaml")).getFirst(), service),
        kubernetes(deploy.resolve("kubernetes"), service));
  }

  /**
   * The names that are no setting of a service, of either file.
   *
   * @param own the service's properties record, prefix {@code belay}
   * @param loader knows the settings of the service's libraries by their published metadata
   */
  public List<String> unknown(Class<? extends Record> own, ClassLoader loader) {
    var known = new KnownSettings(own, loader);
    var unknown = new ArrayList<String>();
    compose.keySet().stream().filter(name -> !known.has(name)).forEach(unknown::add);
    kubernetes.keySet().stream().filter(name -> !known.has(name)).forEach(unknown::add);
    return unknown;
  }

  private static Map<String, String> compose(JsonNode file, String service) {
    var settings = new LinkedHashMap<String, String>();
    file.path("services")
        .path(service)
        .path("environment")
        .properties()
        .forEach(
            each ->
                settings.put(
                    each.getKey(), VARIABLE.matcher(each.getValue().asString()).replaceAll("$1")));
    return settings;
  }

  private static Map<String, String> kubernetes(Path dir, String service) {
    var settings = new LinkedHashMap<String, String>();
    trees(dir.resolve("settings.yaml"))
        .getFirst()
        .path("data")
        .properties()
        .forEach(each -> settings.put(each.getKey(), each.getValue().asString()));
    for (var object : trees(dir.resolve(service + ".yaml"))) {
      for (var container : object.at("/spec/template/spec/containers")) {
        for (var variable : container.path("env")) {
          settings.put(
              variable.path("name").asString(),
              variable.path("value").asString(service + "-0").replace("$(POD_NAME)", service));
        }
      }
    }
    settings.remove("POD_NAME");
    return settings;
  }

  private static List<JsonNode> trees(Path file) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      var trees = new ArrayList<JsonNode>();
      new Yaml(new SafeConstructor(options))
          .loadAll(Files.readString(file))
          .forEach(document -> trees.add(JSON.valueToTree(document)));
      return trees;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of environment variables that mean something to a service. */
  private static final class KnownSettings {
    private static final String METADATA = "META-INF/spring-configuration-metadata.json";

    /** Read by Spring Boot before any properties class is bound. */
    private static final List<String> BEFORE_ALL =
        List.of("SPRING_CONFIG_IMPORT", "SPRING_CONFIG_ADDITIONAL_LOCATION");

    private final List<String> names = new ArrayList<>(BEFORE_ALL);
    private final List<String> maps = new ArrayList<>();

    KnownSettings(Class<? extends Record> own, ClassLoader loader) {
      add("belay", own);
      try {
        for (var file : java.util.Collections.list(loader.getResources(METADATA))) {
          try (InputStream in = file.openStream()) {
            for (var property : JSON.readTree(in).path("properties")) {
              boolean isMap = property.path("type").asString("").startsWith("java.util.Map");
              add(isMap ? maps : names, property.path("name").asString());
            }
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    boolean has(String name) {
      return names.contains(name) || maps.stream().anyMatch(map -> name.startsWith(map + "_"));
    }

    private void add(String prefix, Class<?> type) {
      for (var component : type.getRecordComponents()) {
        var name = prefix + "." + dashed(component.getName());
        if (component.getType().isRecord()) {
          add(name, component.getType());
        } else if (Map.class.isAssignableFrom(component.getType())) {
          add(maps, name);
        } else {
          add(names, name);
        }
      }
    }

    private static String dashed(String camelCase) {
      return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /**
     * Both ways in which Spring Boot's relaxed binding finds it: without dashes, or with one for
     * each.
     */
    private static void add(List<String> names, String property) {
      var upper = property.replace('.', '_').toUpperCase(Locale.ROOT);
      names.add(upper.replace("-", ""));
      names.add(upper.replace('-', '_'));
    }
  }
}
