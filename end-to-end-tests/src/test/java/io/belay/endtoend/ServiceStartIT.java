package io.belay.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.local.FreePort;
import io.belay.local.LocalKeys;
import io.belay.local.ServiceProcess;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a local start of a service leaves beside its jar, so that the next one is quicker. */
class ServiceStartIT {
  @TempDir Path directory;
  private Path jar;
  private Path publicKey;

  @BeforeEach
  void copyTheJar() throws IOException {
    jar = Files.createDirectory(directory.resolve("built")).resolve("intake.jar");
    Files.copy(ServiceProcess.jar("intake-service"), jar);
    publicKey = new LocalKeys().writePublicKey(directory.resolve("bank.pem"));
  }

  @Test
  void theSecondStartMapsWhatTheFirstOneLoaded() throws IOException {
    try (var first = start("first")) {
      awaitBegun("first");
      assertThat(mapped(first)).noneMatch(file -> file.startsWith(directory.toString()));
    }
    var archive = unpacked().getFirst().resolve("classes.jsa");
    assertThat(archive).isNotEmptyFile();
    try (var second = start("second")) {
      awaitBegun("second");
      assertThat(mapped(second)).contains(archive.toString());
    }
  }

  @Test
  void aJarOfOtherContentsIsUnpackedAnewAndTheEarlierGoes() throws IOException {
    start("first").kill();
    var earlier = unpacked();
    start("again").kill();
    assertThat(unpacked()).isEqualTo(earlier).hasSize(1);

    var time = Files.getLastModifiedTime(jar);
    try (var zip = FileSystems.newFileSystem(jar)) {
      Files.writeString(zip.getPath("BOOT-INF/classes/another-build"), "");
    }
    // as builds do that can be repeated
    Files.setLastModifiedTime(jar, time);
    start("changed").kill();
    assertThat(unpacked()).hasSize(1).doesNotContainAnyElementsOf(earlier);
  }

  @Test
  void severalThatStartAtOnceUnpackItOnce() throws IOException {
    var starts =
        IntStream.range(0, 3)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> start("at-once-" + i)))
            .toList();
    starts.stream().map(CompletableFuture::join).forEach(ServiceProcess::kill);
    assertThat(unpacked()).hasSize(1);
    try (var beside = Files.list(jar.getParent())) {
      assertThat(beside).hasSize(2);
    }
  }

  private ServiceProcess start(String instance) {
    return ServiceProcess.start(
        jar,
        instance,
        directory,
        FreePort.any(),
        256,
        List.of(),
        Map.of(),
        Map.of(
            "spring.security.oauth2.resourceserver.jwt.public-key-location", "file:" + publicKey));
  }

  /** There is no broker, so it goes no further for long. */
  private void awaitBegun(String instance) {
    var log = directory.resolve("logs").resolve(instance + ".log");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.readString(log).contains("Starting IntakeApplication"));
  }

  private List<Path> unpacked() throws IOException {
    try (var beside = Files.list(jar.getParent())) {
      return beside.filter(Files::isDirectory).toList();
    }
  }

  private static List<String> mapped(ServiceProcess service) throws IOException {
    try (var maps = Files.lines(Path.of("/proc/" + service.pid() + "/maps"))) {
      return maps.map(line -> line.substring(line.lastIndexOf(' ') + 1))
          .filter(file -> file.endsWith(".jsa"))
          .distinct()
          .toList();
    }
  }
}
