package io.belay.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/**
 * A service's jar, unpacked beside it: a jar of the service's own classes and a folder of
 * libraries. Reading jars within a jar takes a third of a start and more (docs/performance.md), and
 * what was loaded from there cannot be {@linkplain SharedClasses shared}.
 *
 * @param jar of the service's own classes; its manifest names the libraries
 * @param mainClass that starts the service
 */
record UnpackedService(Path jar, String mainClass) {
  private static final String UNPACKED = ".unpacked-";
  private static final String UNPACKING = ".unpacking-";

  /** Of this jar, unpacked now where it is not yet. What an earlier build left there is deleted. */
  static UnpackedService of(Path packed) {
    var jarFile = packed.toAbsolutePath();
    try (var jar = new JarFile(jarFile.toFile())) {
      // builds that can be repeated give all jars the same time: what is in it tells them apart
      var folder = jarFile.resolveSibling(jarFile.getFileName() + UNPACKED + contents(jar));
      if (!Files.isDirectory(folder)) {
        unpack(jarFile, folder);
      }
      return new UnpackedService(
          folder.resolve(jarFile.getFileName()),
          jar.getManifest().getMainAttributes().getValue("Start-Class"));
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to unpack " + packed + " beside it", e);
    }
  }

  /** Where JVMs of this service keep what they loaded. */
  Path archive() {
    return jar.resolveSibling("classes.jsa");
  }

  private static String contents(JarFile jar) throws IOException {
    var entries =
        jar.stream()
            .map(entry -> entry.getName() + ' ' + entry.getSize() + ' ' + entry.getCrc())
            .collect(Collectors.joining("\n"));
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(entries.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected SHA-256 in every JVM", e);
    }
  }

  /** A folder under its name is whole: others may look for it, or unpack it too, meanwhile. */
  private static void unpack(Path packed, Path folder) throws IOException {
    var growing = Files.createTempDirectory(folder.getParent(), packed.getFileName() + UNPACKING);
    try {
      var log = growing.resolve("log");
      var whole = growing.resolve("whole");
      var tool =
          JavaProcess.start(
              "the unpacking of " + packed,
              List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djarmode=tools"),
              packed.toString(),
              List.of(
                  "org.springframework.boot.loader.launch.JarLauncher",
                  "extract",
                  "--destination",
                  whole.toString()),
              Map.of(),
              log);
      if (tool.awaitEnd() != 0) {
        throw new IOException("The tool in the jar says: " + Files.readString(log));
      }
      putInPlace(whole, folder);
      takeEarlierAway(packed, folder, growing);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    } finally {
      delete(growing);
    }
  }

  private static void putInPlace(Path whole, Path folder) throws IOException {
    try {
      Files.move(whole, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
      // somebody else was quicker
    }
  }

  private static void takeEarlierAway(Path packed, Path folder, Path away) throws IOException {
    List<Path> earlier;
    try (var beside = Files.list(folder.getParent())) {
      earlier =
          beside
              .filter(p -> p.getFileName().toString().startsWith(packed.getFileName() + UNPACKED))
              .filter(p -> !p.equals(folder))
              .toList();
    }
    for (var each : earlier) {
      try {
        Files.move(each, away.resolve(each.getFileName()), StandardCopyOption.ATOMIC_MOVE);
      } catch (NoSuchFileException e) {
        // somebody else took it away
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (var tree = Files.walk(folder)) {
      all = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (var path : all) {
      Files.delete(path);
    }
  }
}
