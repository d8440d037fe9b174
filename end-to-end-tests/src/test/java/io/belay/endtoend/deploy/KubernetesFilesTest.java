package io.belay.endtoend.deploy;

import static io.belay.endtoend.deploy.DeployFiles.SERVICES;
import static io.belay.endtoend.deploy.DeployFiles.named;
import static io.belay.endtoend.deploy.DeployFiles.pods;
import static io.belay.endtoend.deploy.DeployFiles.the;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class KubernetesFilesTest {
  private static final Pattern ALL_BUT =
      Pattern.compile("-l 'app.kubernetes.io/name notin \\(([a-z,]+)\\)'");
  private static final Pattern ONLY = Pattern.compile("-l app.kubernetes.io/name=([a-z]+)");
  private static final Pattern OVERLAY =
      Pattern.compile("```yaml\n# packs/kustomization.yaml\n(.+?)```", Pattern.DOTALL);
  private static final Pattern WAITED_FOR = Pattern.compile("rollout status (\\S+)");

  private final List<HasMetadata> objects = DeployFiles.cluster();

  /** What a kustomization may say here. */
  record Kustomization(
      String apiVersion,
      String kind,
      String namespace,
      List<Labels> labels,
      List<String> resources,
      List<Image> images,
      List<Generated> configMapGenerator) {
    record Labels(Map<String, String> pairs) {}

    record Image(String name, String newTag) {}

    record Generated(String name, List<String> files) {}
  }

  private static Kustomization kustomization(String dir) {
    return DeployFiles.typed(
        DeployFiles.documents(DeployFiles.ROOT.resolve(dir).resolve("kustomization.yaml"))
            .getFirst(),
        Kustomization.class);
  }

  @Test
  void everyFileIsNamedAndEveryObjectIsOfItsType() {
    var resources = kustomization("deploy/kubernetes").resources();
    for (var resource : resources) {
      assertThat(DeployFiles.ROOT.resolve("deploy/kubernetes").resolve(resource)).exists();
    }
    try (var files = Files.list(DeployFiles.ROOT.resolve("deploy/kubernetes"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .allMatch(file -> file.equals("kustomization.yaml") || resources.contains(file));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    assertThat(objects).hasSizeGreaterThan(20);
    assertThat(kustomization("deploy/kafka").configMapGenerator())
        .singleElement()
        .satisfies(
            generated ->
                assertThat(DeployFiles.ROOT.resolve("deploy/kafka/" + generated.files().getFirst()))
                    .exists());
  }

  @Test
  void aKeyThatIsNoneIsRefused() {
    var tree =
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Service",
            "spec",
            Map.of("ports", List.of(Map.of("prot", 1))));
    assertThatThrownBy(() -> DeployFiles.object(tree)).hasMessageContaining("prot");
  }

  @Test
  void everyImageIsOneThatIsBuiltOrPinned() {
    var images =
        kustomization("deploy/kubernetes").images().stream()
            .map(Kustomization.Image::name)
            .collect(Collectors.toSet());
    for (var container : containers()) {
      if (container.getImage().startsWith("belay/")) {
        assertThat(images).contains(container.getImage());
        var module = container.getImage().substring("belay/".length());
        assertThat(
                DeployFiles.ROOT.resolve(
                    module.equals("tools") ? "deploy/local/Dockerfile" : module + "/Dockerfile"))
            .exists();
      } else {
        assertThat(container.getImage()).containsPattern(":[0-9]");
      }
    }
    assertThat(images)
        .isEqualTo(
            containers().stream()
                .map(Container::getImage)
                .filter(image -> image.startsWith("belay/"))
                .collect(Collectors.toSet()));
  }

  @Test
  void portsAreThoseOfTheServicesAndProbesAskTheManagementPort() {
    for (var service : SERVICES) {
      var container = the(pods(objects), service).getContainers().getFirst();
      var ports =
          container.getPorts().stream()
              .collect(Collectors.toMap(ContainerPort::getName, ContainerPort::getContainerPort));
      assertThat(ports).containsEntry("https", DeployFiles.port(service));
      assertThat(DeployFiles.text(service + "-service/Dockerfile"))
          .contains("MANAGEMENT_SERVER_PORT=" + ports.get("management"))
          .contains("EXPOSE %d %d".formatted(ports.get("https"), ports.get("management")));
      for (var probe :
          List.of(
              container.getStartupProbe(),
              container.getLivenessProbe(),
              container.getReadinessProbe())) {
        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
        assertThat(probe.getHttpGet().getPath()).startsWith("/actuator/health/");
      }
    }
  }

  @Test
  void nothingRunsAsRootOrWritesToItsImage() {
    pods(objects)
        .forEach(
            (name, pod) -> {
              assertThat(pod.getSecurityContext().getRunAsNonRoot()).as(name).isTrue();
              assertThat(pod.getSecurityContext().getSeccompProfile().getType())
                  .isEqualTo("RuntimeDefault");
              assertThat(pod.getAutomountServiceAccountToken()).as(name).isFalse();
            });
    for (var container : containers()) {
      var security = container.getSecurityContext();
      assertThat(security.getReadOnlyRootFilesystem()).as(container.getName()).isTrue();
      assertThat(security.getAllowPrivilegeEscalation()).as(container.getName()).isFalse();
      assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
      assertThat(container.getResources().getLimits()).containsKey("memory");
      assertThat(container.getResources().getRequests()).containsKeys("memory", "cpu");
      assertThat(container.getVolumeMounts())
          .anyMatch(mount -> mount.getMountPath().equals("/tmp"));
    }
  }

  @Test
  void everyServiceIsSpreadKeptUpAndScaledOnLagUpToItsPartitions() {
    var partitions = argument(the(named(objects, Job.class), "kafka-apply"), "--partitions");
    for (var service : SERVICES) {
      assertThat(the(pods(objects), service).getTopologySpreadConstraints())
          .extracting(constraint -> constraint.getTopologyKey())
          .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
      assertThat(
              the(named(objects, PodDisruptionBudget.class), service)
                  .getSpec()
                  .getMaxUnavailable()
                  .getIntVal())
          .isEqualTo(1);
      var scaler = the(named(objects, HorizontalPodAutoscaler.class), service).getSpec();
      assertThat(scaler.getScaleTargetRef().getName()).isEqualTo(service);
      assertThat(scaler.getMaxReplicas()).isLessThanOrEqualTo(Integer.parseInt(partitions));
      assertThat(scaler.getMinReplicas()).isGreaterThanOrEqualTo(2);
      assertThat(scaler.getMetrics().getFirst().getPods().getMetric().getName()).contains("lag");
    }
  }

  /** Each release would set back what stood here, and the scaler would begin anew. */
  @Test
  void howManyRunIsTheScalersToSay() {
    var replicas = new HashMap<String, @Nullable Integer>();
    named(objects, Deployment.class)
        .forEach((name, each) -> replicas.put(name, each.getSpec().getReplicas()));
    named(objects, StatefulSet.class)
        .forEach((name, each) -> replicas.put(name, each.getSpec().getReplicas()));
    for (var service : named(objects, HorizontalPodAutoscaler.class).keySet()) {
      assertThat(replicas).containsEntry(service, null);
    }
  }

  /** As docs/deploying.md gives the commands: each step takes its own workload, and no other. */
  @Test
  void theStepsOfAReleaseBringReadersBeforeWriters() {
    var docs = DeployFiles.text("docs/deploying.md");
    assertThat(Arrays.asList(found(ALL_BUT, docs).getFirst().group(1).split(",", -1)))
        .hasSameElementsAs(SERVICES);
    assertThat(found(ONLY, docs).stream().map(step -> step.group(1)))
        .containsExactly("notification", "escalation", "intake");
    assertThat(found(WAITED_FOR, docs).stream().map(wait -> wait.group(1)))
        .containsExactly("statefulset/notification", "statefulset/escalation", "deployment/intake");
    for (var service : SERVICES) {
      assertThat(objects)
          .filteredOn(object -> service.equals(label(object)))
          .singleElement()
          .satisfies(
              object -> {
                assertThat(object.getMetadata().getName()).isEqualTo(service);
                assertThat(docs)
                    .contains(
                        "rollout status %s/%s"
                            .formatted(object.getKind().toLowerCase(Locale.ROOT), service));
              });
    }
    assertThat(label(the(named(objects, Job.class), "kafka-apply"))).isNotIn(SERVICES);
  }

  private static @Nullable String label(HasMetadata object) {
    var labels = object.getMetadata().getLabels();
    return labels == null ? null : labels.get("app.kubernetes.io/name");
  }

  private static List<MatchResult> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  @Test
  void whatHasStateHasADiskAndAName() {
    for (var service : List.of("escalation", "notification")) {
      var set = the(named(objects, StatefulSet.class), service);
      assertThat(set.getSpec().getServiceName()).isEqualTo(service + "-instances");
      assertThat(set.getSpec().getVolumeClaimTemplates()).hasSize(1);
      var container = set.getSpec().getTemplate().getSpec().getContainers().getFirst();
      assertThat(container.getVolumeMounts())
          .anyMatch(
              mount ->
                  mount.getName().equals("state") && mount.getMountPath().equals("/var/lib/belay"));
      assertThat(container.getEnv())
          .anyMatch(
              variable ->
                  variable.getName().equals("BELAY_INSTANCE_ID")
                      && "$(POD_NAME)".equals(variable.getValue()))
          .anyMatch(
              variable ->
                  variable.getName().equals("BELAY_ADVERTISED_ADDRESS")
                      && "$(POD_NAME).%s-instances:%d"
                          .formatted(service, DeployFiles.port(service))
                          .equals(variable.getValue()))
          .anyMatch(
              variable ->
                  variable.getName().equals("BELAY_STANDBY_REPLICAS")
                      && "1".equals(variable.getValue()));
    }
  }

  @Test
  void everySecretIsNamedInTheDocsAndEveryMountHasItsVolume() {
    var docs = DeployFiles.text("docs/deploying.md");
    pods(objects)
        .forEach(
            (name, pod) -> {
              var volumes =
                  Stream.concat(pod.getVolumes().stream().map(Volume::getName), Stream.of("state"))
                      .collect(Collectors.toSet());
              for (var container : pod.getContainers()) {
                assertThat(volumes)
                    .as(name)
                    .containsAll(
                        container.getVolumeMounts().stream()
                            .map(mount -> mount.getName())
                            .toList());
              }
              pod.getVolumes().stream()
                  .filter(volume -> volume.getSecret() != null)
                  .forEach(
                      volume ->
                          assertThat(docs)
                              .contains("| `" + volume.getSecret().getSecretName() + "` |"));
            });
  }

  @Test
  void networkPoliciesSpeakOfWhatIsThereAndDenyTheRest() {
    var policies = named(objects, NetworkPolicy.class);
    assertThat(the(policies, "nothing").getSpec().getIngress()).isEmpty();
    assertThat(the(policies, "nothing").getSpec().getEgress()).isEmpty();
    var apps = pods(objects).keySet();
    Set<String> selected = new TreeSet<>();
    policies
        .values()
        .forEach(
            policy -> {
              var selector = policy.getSpec().getPodSelector();
              selected.addAll(selector.getMatchLabels().values());
              selector.getMatchExpressions().stream()
                  .map(LabelSelectorRequirement::getValues)
                  .forEach(selected::addAll);
            });
    policies.values().stream()
        .map(NetworkPolicy::getSpec)
        .flatMap(
            spec ->
                Stream.concat(
                    spec.getIngress().stream().flatMap(rule -> rule.getFrom().stream()),
                    spec.getEgress().stream().flatMap(rule -> rule.getTo().stream())))
        .map(NetworkPolicyPeer::getPodSelector)
        .filter(Objects::nonNull)
        .forEach(selector -> selected.addAll(namesIn(selector)));
    assertThat(apps).containsAll(selected);
    assertThat(selected).containsAll(SERVICES);
  }

  /** A command that cannot reach what it asks ends with "no answer", and nothing says why. */
  @Test
  void operatorsCommandsReachWhatTheyTalkTo() {
    assertThat(mayTalk("tools", "registry", new IntOrString(8080))).isTrue();
    for (var service : SERVICES) {
      assertThat(mayTalk("tools", service, new IntOrString("https"))).as(service).isTrue();
      assertThat(mayTalk("tools", service, new IntOrString("management"))).as(service).isTrue();
      assertThat(mayTalk("kafka-apply", service, new IntOrString("https"))).as(service).isFalse();
    }
    assertThat(mayTalk("escalation", "intake", new IntOrString("https"))).isFalse();
    var pod = the(named(objects, Pod.class), "tools");
    assertThat(label(pod)).isEqualTo("tools");
    assertThat(DeployFiles.text("docs/operating.md"))
        .contains("kubectl apply -k deploy/tools", "exec -it tools -- belay pack list");
    assertThat(DeployFiles.text("deploy/local/Dockerfile")).contains("/usr/local/bin/belay");
  }

  /** Both sides have to allow it. */
  private boolean mayTalk(String from, String to, IntOrString port) {
    var specs = named(objects, NetworkPolicy.class).values().stream().map(NetworkPolicy::getSpec);
    var all = specs.toList();
    return all.stream()
            .filter(spec -> selects(spec.getPodSelector(), from))
            .flatMap(spec -> spec.getEgress().stream())
            .anyMatch(
                rule ->
                    rule.getTo().stream().anyMatch(peer -> isPod(peer, to))
                        && rule.getPorts().stream().anyMatch(open -> open.getPort().equals(port)))
        && all.stream()
            .filter(spec -> selects(spec.getPodSelector(), to))
            .flatMap(spec -> spec.getIngress().stream())
            .anyMatch(
                rule ->
                    rule.getFrom().stream().anyMatch(peer -> isPod(peer, from))
                        && rule.getPorts().stream().anyMatch(open -> open.getPort().equals(port)));
  }

  private static boolean isPod(NetworkPolicyPeer peer, String name) {
    return peer.getPodSelector() != null && selects(peer.getPodSelector(), name);
  }

  private static boolean selects(LabelSelector selector, String name) {
    var names = namesIn(selector);
    return names.isEmpty() || names.contains(name);
  }

  private static Set<String> namesIn(LabelSelector selector) {
    var names = new TreeSet<>(selector.getMatchLabels().values());
    selector.getMatchExpressions().stream()
        .map(LabelSelectorRequirement::getValues)
        .forEach(names::addAll);
    return names;
  }

  /** As docs/channels.md tells the bank's mail server where to bring them. */
  @Test
  void theDoorForBouncesCanBeReachedFromTheBanksMailServer() {
    var channels = DeployFiles.text("docs/channels.md");
    assertThat(channels).contains("smtp:[notification.belay.svc]:3026", "host: 0.0.0.0");
    var container = the(pods(objects), "notification").getContainers().getFirst();
    assertThat(container.getPorts())
        .anyMatch(port -> port.getName().equals("bounces") && port.getContainerPort() == 3026);
    assertThat(the(named(objects, Service.class), "notification").getSpec().getPorts())
        .anyMatch(
            port ->
                port.getPort() == 3026 && port.getTargetPort().equals(new IntOrString("bounces")));
    assertThat(the(named(objects, NetworkPolicy.class), "notification-bounces").getSpec())
        .satisfies(
            spec -> {
              assertThat(spec.getPodSelector().getMatchLabels()).containsValue("notification");
              assertThat(spec.getIngress().getFirst().getPorts())
                  .singleElement()
                  .satisfies(
                      port -> assertThat(port.getPort()).isEqualTo(new IntOrString("bounces")));
            });
  }

  /** What docs/deploying.md gives to change packs takes the place where they are read. */
  @Test
  void theOverlayOfThePageMountsPacksWhereTheyAreRead() {
    var docs = DeployFiles.text("docs/deploying.md");
    var overlay =
        DeployFiles.typed(new Yaml().load(found(OVERLAY, docs).getFirst().group(1)), Overlay.class);
    assertThat(overlay.namespace()).isEqualTo(kustomization("deploy/kubernetes").namespace());
    var generated = overlay.configMapGenerator().getFirst();
    var patched =
        (StatefulSet) DeployFiles.object(new Yaml().load(overlay.patches().getFirst().patch()));
    var ours = the(named(objects, StatefulSet.class), patched.getMetadata().getName());
    var pod = patched.getSpec().getTemplate().getSpec();
    assertThat(pod.getVolumes())
        .singleElement()
        .satisfies(
            volume -> assertThat(volume.getConfigMap().getName()).isEqualTo(generated.name()));
    var container = pod.getContainers().getFirst();
    var readFrom =
        ours.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv().stream()
            .filter(variable -> variable.getName().equals("BELAY_PACKS_DIRECTORY"))
            .findFirst()
            .orElseThrow();
    assertThat(container.getName()).isEqualTo("escalation");
    assertThat(container.getVolumeMounts())
        .singleElement()
        .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo(readFrom.getValue()));
  }

  /** A kustomization that changes another. */
  record Overlay(
      String apiVersion,
      String kind,
      String namespace,
      List<String> resources,
      List<Kustomization.Generated> configMapGenerator,
      List<Patch> patches) {
    record Patch(String patch) {}
  }

  /** What no variable can hold has a file to lie in. */
  @Test
  void aFileOfSettingsIsReadWhereThereIsOne() {
    var pod = the(pods(objects), "notification");
    var container = pod.getContainers().getFirst();
    assertThat(container.getEnv())
        .anyMatch(
            variable ->
                variable.getName().equals("SPRING_CONFIG_ADDITIONAL_LOCATION")
                    && "optional:file:/etc/belay/config/".equals(variable.getValue()));
    assertThat(container.getVolumeMounts())
        .anyMatch(
            mount ->
                mount.getName().equals("config")
                    && mount.getMountPath().equals("/etc/belay/config"));
    assertThat(pod.getVolumes())
        .filteredOn(volume -> volume.getName().equals("config"))
        .singleElement()
        .satisfies(
            volume -> {
              assertThat(volume.getConfigMap().getOptional()).isTrue();
              assertThat(DeployFiles.text("docs/deploying.md"))
                  .contains("configmap " + volume.getConfigMap().getName());
            });
  }

  /** What the custom resource of Prometheus' operator may say, as far as it is used here. */
  record PodMonitor(String apiVersion, String kind, Metadata metadata, Spec spec) {
    record Metadata(String name, String namespace) {}

    record Spec(LabelSelector selector, List<Endpoint> podMetricsEndpoints) {}

    record Endpoint(String port, String path, String interval, List<Relabeling> relabelings) {}

    record Relabeling(
        @Nullable List<String> sourceLabels, String targetLabel, @Nullable String replacement) {}
  }

  @Test
  void theMonitorScrapesEveryServiceUnderTheLabelsThatTheAlertsAskFor() {
    var monitor =
        DeployFiles.typed(
            DeployFiles.documents(DeployFiles.ROOT.resolve("deploy/prometheus/pod-monitor.yaml"))
                .getFirst(),
            PodMonitor.class);
    assertThat(monitor.metadata().namespace())
        .isEqualTo(kustomization("deploy/kubernetes").namespace());
    assertThat(monitor.spec().selector().getMatchExpressions())
        .singleElement()
        .satisfies(
            selected -> {
              assertThat(selected.getKey()).isEqualTo("app.kubernetes.io/name");
              assertThat(selected.getOperator()).isEqualTo("In");
              assertThat(selected.getValues()).hasSameElementsAs(SERVICES);
            });
    var endpoint = monitor.spec().podMetricsEndpoints().getFirst();
    assertThat(DeployFiles.text("deploy/prometheus/prometheus.yaml"))
        .contains("metrics_path: " + endpoint.path())
        .contains("scrape_interval: " + endpoint.interval());
    for (var service : SERVICES) {
      assertThat(the(pods(objects), service).getContainers().getFirst().getPorts())
          .extracting(ContainerPort::getName)
          .contains(endpoint.port());
    }
    assertThat(endpoint.relabelings())
        .containsExactly(
            new PodMonitor.Relabeling(null, "job", "belay"),
            new PodMonitor.Relabeling(
                List.of("__meta_kubernetes_pod_label_app_kubernetes_io_name"), "service", null));
  }

  private List<Container> containers() {
    return pods(objects).values().stream()
        .flatMap(
            pod -> Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream()))
        .toList();
  }

  private static String argument(Job job, String flag) {
    var arguments = job.getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs();
    return arguments.get(arguments.indexOf(flag) + 1);
  }
}
