package io.belay.endtoend.deploy;

import static io.belay.endtoend.deploy.DeployFiles.SERVICES;
import static io.belay.endtoend.deploy.DeployFiles.the;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComposeFileTest {
  private static final Pattern JAR = Pattern.compile("COPY (\\S+)/target/(\\S+)-SNAPSHOT.jar");

  private static final Pattern MANAGEMENT = Pattern.compile("MANAGEMENT_SERVER_PORT=(\\d+)");

  private final Stack stack =
      DeployFiles.typed(
          withoutAnchors(
              DeployFiles.documents(DeployFiles.ROOT.resolve("deploy/compose.yaml")).getFirst()),
          Stack.class);

  /** What the file may say: what the compose specification names, as far as it is used here. */
  record Stack(
      String name,
      Map<String, Part> services,
      Map<String, @Nullable Object> volumes,
      Map<String, SecretFile> secrets) {}

  record SecretFile(String file) {}

  record Build(String context, String dockerfile) {}

  record Condition(String condition) {}

  record Health(List<String> test, String interval, String timeout, int retries) {}

  record Part(
      String image,
      @Nullable Build build,
      @Nullable List<String> command,
      @Nullable Map<String, String> environment,
      @Nullable List<String> volumes,
      @Nullable List<String> ports,
      @Nullable List<String> secrets,
      @JsonProperty("depends_on") @Nullable Map<String, Condition> dependsOn,
      @Nullable Health healthcheck,
      @Nullable String restart,
      @JsonProperty("read_only") @Nullable Boolean readOnly,
      @Nullable List<String> tmpfs,
      @JsonProperty("cap_drop") @Nullable List<String> capDrop,
      @JsonProperty("security_opt") @Nullable List<String> securityOpt,
      @JsonProperty("stop_grace_period") @Nullable String stopGracePeriod,
      @JsonProperty("mem_limit") @Nullable String memLimit) {}

  private static Map<String, Object> withoutAnchors(Object tree) {
    var all = new java.util.LinkedHashMap<String, Object>();
    ((Map<?, ?>) tree)
        .forEach(
            (key, value) -> {
              if (!key.toString().startsWith("x-")) {
                all.put(key.toString(), value);
              }
            });
    return all;
  }

  @Test
  void whatAPartNeedsIsPartOfTheStack() {
    stack
        .services()
        .forEach(
            (name, part) -> {
              assertThat(part.image()).as(name).containsPattern(":v?[0-9]");
              if (part.dependsOn() != null) {
                assertThat(stack.services().keySet()).containsAll(part.dependsOn().keySet());
                part.dependsOn()
                    .forEach(
                        (other, on) -> {
                          if (on.condition().equals("service_healthy")) {
                            assertThat(the(stack.services(), other).healthcheck())
                                .as(other)
                                .isNotNull();
                          }
                        });
              }
              if (part.secrets() != null) {
                assertThat(stack.secrets().keySet()).containsAll(part.secrets());
              }
              if (part.volumes() != null) {
                part.volumes().stream()
                    .map(volume -> volume.substring(0, volume.indexOf(':')))
                    .filter(volume -> !volume.startsWith("."))
                    .forEach(volume -> assertThat(stack.volumes()).containsKey(volume));
              }
            });
    assertThat(stack.services()).containsKeys("prometheus", "grafana", "kafka", "registry");
    assertThat(DeployFiles.text("deploy/secrets"))
        .contains(stack.secrets().keySet().toArray(String[]::new));
  }

  @Test
  void portsAreThoseOfTheServicesAndOnLoopback() {
    for (var service : SERVICES) {
      var port = DeployFiles.port(service);
      assertThat(the(stack.services(), service).ports())
          .containsExactly("127.0.0.1:%s:%s".formatted(port, port));
    }
    stack
        .services()
        .values()
        .forEach(
            part -> {
              if (part.ports() != null) {
                assertThat(part.ports()).allMatch(port -> port.startsWith("127.0.0.1:"));
              }
            });
  }

  @Test
  void ourImagesAreBuiltFromWhatTheBuildMakesAndRunAsNobody() {
    var version = version();
    for (var part : stack.services().values()) {
      var build = part.build();
      if (build == null) {
        continue;
      }
      assertThat(part.image()).endsWith(":" + version);
      var dockerfile = DeployFiles.text(build.dockerfile());
      var jar = JAR.matcher(dockerfile);
      assertThat(jar.find()).as(build.dockerfile()).isTrue();
      assertThat(DeployFiles.ROOT.resolve(jar.group(1) + "/pom.xml")).exists();
      assertThat(jar.group(2)).endsWith("-" + version);
      assertThat(dockerfile)
          .contains("USER 10001:10001", "-jre-")
          .contains("ENTRYPOINT [\"java\"")
          .doesNotContain("USER root", "ADD ");
    }
    for (var service : SERVICES) {
      var part = the(stack.services(), service);
      assertThat(part.readOnly()).isTrue();
      assertThat(part.capDrop()).containsExactly("ALL");
      assertThat(part.build()).isEqualTo(new Build("..", service + "-service/Dockerfile"));
    }
  }

  /** Its address alone would leave the port, the name and the password of ours. */
  @Test
  void theBanksOwnSmsCentreCanBeNamedInFull() {
    var notification = the(stack.services(), "notification");
    for (var setting : List.of("ENABLED", "HOST", "PORT", "SYSTEM_ID", "SENDER")) {
      var name = "BELAY_SMS_" + setting;
      assertThat(notification.environment())
          .hasEntrySatisfying(name, value -> assertThat(value).startsWith("${" + name + ":-"));
    }
    assertThat(notification.secrets()).contains("belay.sms.password");
    assertThat(DeployFiles.text("docs/deploying.md"))
        .contains("BELAY_SMS_SYSTEM_ID", "deploy/secrets.local/belay.sms.password");
  }

  @Test
  void packsAreThoseOfThisDirectoryAndNotOfTheImage() {
    var escalation = the(stack.services(), "escalation");
    assertThat(escalation.environment()).containsEntry("BELAY_PACKS_DIRECTORY", "/etc/belay/packs");
    assertThat(escalation.volumes()).contains("./policies:/etc/belay/packs:ro");
    assertThat(DeployFiles.ROOT.resolve("deploy/policies")).isDirectory();
  }

  /** Who is to call the API needs a token, and there is no identity provider in the stack. */
  @Test
  void tokensAreMadeWithTheKeyWhosePublicHalfTheServicesKnow() {
    assertThat(DeployFiles.text("deploy/secrets"))
        .contains("pkey -in jwt-private-key.pem -pubout -out jwt-public-key.pem");
    for (var service : SERVICES) {
      assertThat(the(stack.services(), service).secrets()).contains("jwt-public-key.pem");
    }
    assertThat(DeployFiles.text("docs/deploying.md"))
        .contains("./belay token --key deploy/secrets.local/jwt-private-key.pem --scope ");
  }

  /** RocksDB unpacks its library to {@code /tmp}; a tmpfs is noexec unless it is told otherwise. */
  @Test
  void aNativeLibraryCanBeLoadedFromWhereItIsUnpacked() {
    for (var service : SERVICES) {
      assertThat(the(stack.services(), service).tmpfs()).as(service).containsExactly("/tmp:exec");
    }
  }

  @Test
  void metricsAreScrapedWhereTheImagesShowThem() {
    var targets =
        DeployFiles.typed(
                DeployFiles.documents(DeployFiles.ROOT.resolve("deploy/compose/prometheus.yaml"))
                    .getFirst(),
                JsonNode.class)
            .findValues("targets")
            .stream()
            .map(target -> target.get(0).asText())
            .toList();
    assertThat(targets)
        .containsExactlyElementsOf(
            SERVICES.stream()
                .map(
                    service -> {
                      var port =
                          MANAGEMENT.matcher(DeployFiles.text(service + "-service/Dockerfile"));
                      assertThat(port.find()).isTrue();
                      return service + ":" + port.group(1);
                    })
                .toList());
  }

  private static String version() {
    var pom = DeployFiles.text("pom.xml");
    var at = pom.indexOf("<artifactId>belay</artifactId>");
    var from = pom.indexOf("<version>", at) + "<version>".length();
    return pom.substring(from, pom.indexOf("-SNAPSHOT", from));
  }
}
