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
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KubernetesFilesTest {
  private static final Pattern ALL_BUT =
      Pattern.compile("-l 'app.kubernetes.io/name notin \\(([a-z,]+)\\)'");
  private static final Pattern ONLY = Pattern.compile("-l app.kubernetes.io/name=([a-z]+)");
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
                  variable.getName().startsWith("BELAY_INSTANCE")
                      && "$(POD_NAME)".equals(variable.getValue()))
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
    assertThat(apps).containsAll(selected);
    assertThat(selected).containsAll(SERVICES);
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
    return pods(objects).values().stream().flatMap(pod -> pod.getContainers().stream()).toList();
  }

  private static String argument(Job job, String flag) {
    var arguments = job.getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs();
    return arguments.get(arguments.indexOf(flag) + 1);
  }
}
