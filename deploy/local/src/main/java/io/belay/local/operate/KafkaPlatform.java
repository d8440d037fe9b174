package io.belay.local.operate;

import io.belay.contract.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/**
 * Brings a broker to what the contract needs: topics, users, rights. Again and again with the same
 * result; rights that no longer stand in the file are taken away, topics are never deleted.
 */
public final class KafkaPlatform implements AutoCloseable {
  private static final int USUAL_PARTITIONS = 24;
  private static final String DEAD_LETTERS = Topics.deadLettersOf("");
  private static final int SCRAM_ITERATIONS = 8192;
  private static final int LEAST_PASSWORD_CHARS = 12;

  private final Admin admin;
  private final ScramLogins logins;

  /**
   * @param client settings of a Kafka client that may do all this
   */
  public KafkaPlatform(Map<String, Object> client) {
    this.admin = Admin.create(client);
    this.logins = new ScramLogins(client);
  }

  /**
   * Creates the topics that are missing; a line for each.
   *
   * @param asked for partitions of each but {@code policy-packs}, which has one; fixed from then on
   * @param replicas of each
   * @throws Misused when the topics that are there have another number of partitions
   * @throws IllegalStateException when they differ among themselves
   */
  public List<String> topics(OptionalInt asked, short replicas) {
    return done(
        () -> {
          var present = present();
          int partitions = partitions(present, asked);
          var missing =
              Topics.all().stream().filter(topic -> !present.containsKey(topic.name())).toList();
          admin
              .createTopics(
                  missing.stream().map(topic -> newTopic(topic, partitions, replicas)).toList())
              .all()
              .get();
          return missing.stream().map(topic -> "topic %s created".formatted(topic.name())).toList();
        });
  }

  /** The topics of the contract that are there, and how many partitions each has. */
  private Map<String, Integer> present() throws ExecutionException, InterruptedException {
    var names = new HashSet<>(admin.listTopics().names().get());
    names.retainAll(Topics.all().stream().map(Topics.Topic::name).toList());
    var present = new TreeMap<String, Integer>();
    admin
        .describeTopics(names)
        .allTopicNames()
        .get()
        .forEach((name, topic) -> present.put(name, topic.partitions().size()));
    return present;
  }

  /** Topics keyed alike are read together: one that differed would part a customer's records. */
  private static int partitions(Map<String, Integer> present, OptionalInt asked) {
    var keyed = new TreeMap<>(present);
    keyed
        .keySet()
        .removeIf(topic -> topic.equals(Topics.POLICY_PACKS) || topic.endsWith(DEAD_LETTERS));
    var found = Set.copyOf(keyed.values());
    if (found.size() > 1) {
      throw new IllegalStateException(
          "expected the same number of partitions in all topics, but found " + keyed);
    }
    if (found.isEmpty()) {
      return asked.orElse(USUAL_PARTITIONS);
    }
    int partitions = found.iterator().next();
    if (asked.orElse(partitions) != partitions) {
      throw new Misused(
          "expected --partitions %d, as the topics that are there have, but found %d"
              .formatted(partitions, asked.getAsInt()));
    }
    return partitions;
  }

  /**
   * Gives each user the password in its file of a directory; a line for each whose password was
   * another. One that is right already is left alone: setting it again would refuse who logs in at
   * that moment. Returns once all can log in.
   *
   * @throws Misused when a file is missing for a user of the access file, or is too short
   */
  public List<String> users(Path passwords, KafkaAccess access) {
    var wanted = new TreeMap<String, String>();
    for (var user : access.users().keySet()) {
      wanted.put(user, password(passwords.resolve(user)));
    }
    return done(
        () -> {
          var known = admin.describeUserScramCredentials().all().get().keySet();
          for (var user : known) {
            if (wanted.containsKey(user) && isRight(user, wanted.get(user))) {
              wanted.remove(user);
            }
          }
          admin.alterUserScramCredentials(changes(wanted)).all().get();
          if (logins.areAskedFor()) {
            for (var user : wanted.entrySet()) {
              logins.await(user.getKey(), user.getValue());
            }
          }
          return wanted.keySet().stream().map("user %s set"::formatted).toList();
        });
  }

  private boolean isRight(String user, String password)
      throws ExecutionException, InterruptedException {
    return logins.areAskedFor() && logins.succeeds(user, password);
  }

  private static List<UserScramCredentialAlteration> changes(Map<String, String> passwords) {
    var changes = new ArrayList<UserScramCredentialAlteration>();
    passwords.forEach(
        (user, password) ->
            changes.add(
                new UserScramCredentialUpsertion(
                    user,
                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS),
                    password)));
    return changes;
  }

  /** Makes the broker's rights those of the file; a line for each that was given or taken. */
  public List<String> rights(KafkaAccess access) {
    return done(
        () -> {
          var wanted = new HashSet<>(access.bindings());
          var present = new HashSet<>(admin.describeAcls(AclBindingFilter.ANY).values().get());
          var given = new HashSet<>(wanted);
          given.removeAll(present);
          var taken = new HashSet<>(present);
          taken.removeAll(wanted);
          // first what is missing: nobody who works stops working in between
          admin.createAcls(given).all().get();
          admin.deleteAcls(taken.stream().map(AclBinding::toFilter).toList()).all().get();
          var lines = new ArrayList<String>();
          given.forEach(right -> lines.add("given " + line(right)));
          taken.forEach(right -> lines.add("taken " + line(right)));
          lines.sort(null);
          return lines;
        });
  }

  @Override
  public void close() {
    admin.close();
  }

  private static NewTopic newTopic(Topics.Topic topic, int partitions, short replicas) {
    var settings = new HashMap<>(topic.settings());
    if (replicas > 1) {
      // acknowledged means: on more than one machine
      settings.put("min.insync.replicas", "2");
    }
    return new NewTopic(
            topic.name(), topic.name().equals(Topics.POLICY_PACKS) ? 1 : partitions, replicas)
        .configs(settings);
  }

  private static String password(Path file) {
    try {
      var password = Files.readString(file).strip();
      if (password.length() < LEAST_PASSWORD_CHARS) {
        throw new Misused(
            "expected a password of at least %d characters in %s, but it is shorter"
                .formatted(LEAST_PASSWORD_CHARS, file));
      }
      return password;
    } catch (IOException e) {
      throw new Misused("expected a password in " + file + ", but cannot read it");
    }
  }

  private static String line(AclBinding right) {
    var pattern = right.pattern();
    return "%s %s %s %s %s"
        .formatted(
            right.entry().principal(),
            right.entry().operation(),
            pattern.resourceType(),
            pattern.patternType(),
            pattern.name());
  }

  private interface Task {
    List<String> run() throws ExecutionException, InterruptedException;
  }

  private static List<String> done(Task task) {
    try {
      return task.run();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker refused: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
