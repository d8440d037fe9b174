package io.belay.local.operate;

import io.belay.contract.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who may do what in the broker, as {@code deploy/kafka/acls.yaml} says it.
 *
 * @param users rights by user name
 */
public record KafkaAccess(Map<String, Rights> users) {
  private static final String ANY_HOST = "*";
  private static final String PREFIX = "*";
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /**
   * Names of topics, groups and transactional ids; one that ends in a star is a prefix.
   *
   * @param owns topics it creates and deletes itself
   */
  public record Rights(
      List<String> reads,
      List<String> writes,
      List<String> groups,
      List<String> transactions,
      List<String> owns) {
    public Rights(
        @Nullable List<String> reads,
        @Nullable List<String> writes,
        @Nullable List<String> groups,
        @Nullable List<String> transactions,
        @Nullable List<String> owns) {
      this.reads = orNone(reads);
      this.writes = orNone(writes);
      this.groups = orNone(groups);
      this.transactions = orNone(transactions);
      this.owns = orNone(owns);
    }

    private static List<String> orNone(@Nullable List<String> names) {
      return names == null ? List.of() : List.copyOf(names);
    }
  }

  public KafkaAccess {
    users = new TreeMap<>(users);
  }

  /**
   * Reads the file.
   *
   * @throws Misused when it has an unknown key, a key twice, or a topic that does not exist
   */
  public static KafkaAccess read(Path file) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      Object tree = new Yaml(new SafeConstructor(options)).load(Files.readString(file));
      var access = STRICT.convertValue(tree, KafkaAccess.class);
      access.requireKnownTopics(file);
      return access;
    } catch (IOException e) {
      throw new Misused(
          "expected who may do what in the broker in %s, but cannot read it; --acls FILE names another file"
              .formatted(file));
    } catch (MarkedYAMLException e) {
      var at = e.getProblemMark();
      throw new Misused(
          "%s:%d:%d: %s".formatted(file, at.getLine() + 1, at.getColumn() + 1, e.getProblem()));
    } catch (YAMLException | JacksonException e) {
      throw new Misused(
          file + ": " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  /** Every right as the broker keeps it. */
  public List<AclBinding> bindings() {
    var all = new ArrayList<AclBinding>();
    users.forEach(
        (user, rights) -> {
          add(all, user, ResourceType.TOPIC, rights.reads(), AclOperation.READ);
          add(all, user, ResourceType.TOPIC, rights.writes(), AclOperation.WRITE);
          add(all, user, ResourceType.TOPIC, rights.owns(), AclOperation.ALL);
          add(all, user, ResourceType.GROUP, rights.groups(), AclOperation.READ);
          add(all, user, ResourceType.TRANSACTIONAL_ID, rights.transactions(), AclOperation.WRITE);
        });
    return all;
  }

  private static void add(
      List<AclBinding> all,
      String user,
      ResourceType type,
      List<String> names,
      AclOperation operation) {
    for (var name : names) {
      var pattern =
          name.endsWith(PREFIX)
              ? new ResourcePattern(
                  type, name.substring(0, name.length() - 1), PatternType.PREFIXED)
              : new ResourcePattern(type, name, PatternType.LITERAL);
      all.add(
          new AclBinding(
              pattern,
              new AccessControlEntry(
                  "User:" + user, ANY_HOST, operation, AclPermissionType.ALLOW)));
    }
  }

  private void requireKnownTopics(Path file) {
    var known = Topics.all().stream().map(Topics.Topic::name).collect(Collectors.toSet());
    users.forEach(
        (user, rights) -> {
          var named = new ArrayList<>(rights.reads());
          named.addAll(rights.writes());
          named.stream()
              .filter(topic -> !known.contains(topic))
              .findFirst()
              .ifPresent(
                  topic -> {
                    throw new Misused(
                        "%s: expected a topic of the contract for '%s', but found '%s'"
                            .formatted(file, user, topic));
                  });
        });
  }
}
