package io.belay.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.local.ServiceProcess;
import java.io.IOException;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Each jar says what is in it. */
class JarContentsIT {
  private static final String BILL = "META-INF/sbom/application.cdx.json";

  @ParameterizedTest
  @ValueSource(strings = {"intake-service", "escalation-service", "notification-service"})
  void everyLibraryInTheJarStandsInItsBillOfMaterials(String module) throws IOException {
    try (var jar = new JarFile(ServiceProcess.jar(module).toFile())) {
      var bill =
          jar.stream().filter(entry -> entry.getName().endsWith(BILL)).findFirst().orElseThrow();
      var components =
          new JsonMapper()
              .readTree(jar.getInputStream(bill))
              .path("components")
              .valueStream()
              .map(each -> each.path("name").asString() + "-" + each.path("version").asString())
              .collect(Collectors.toSet());
      var libraries =
          jar.stream()
              .map(entry -> entry.getName())
              .filter(name -> name.startsWith("BOOT-INF/lib/") && name.endsWith(".jar"))
              .map(name -> name.substring("BOOT-INF/lib/".length(), name.length() - 4))
              .filter(name -> !name.startsWith("spring-boot-jarmode"))
              .toList();
      assertThat(libraries).hasSizeGreaterThan(50);
      assertThat(libraries)
          .allMatch(
              library -> components.stream().anyMatch(component -> library.startsWith(component)));
    }
  }
}
