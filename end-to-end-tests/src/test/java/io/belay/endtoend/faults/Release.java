package io.belay.endtoend.faults;

import io.belay.local.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the jars of the services come from.
 *
 * @param folder with a {@code <module>.jar} for each service; null: those of this build
 */
record Release(@Nullable Path folder) {
  static final Release BUILT = new Release(null);

  /** Where {@code deploy/previous-release} laid the jars of the release before, if it did. */
  static Optional<Release> before() {
    return Optional.ofNullable(System.getProperty("belay.previous"))
        .filter(folder -> !folder.isBlank())
        .map(folder -> new Release(Path.of(folder).toAbsolutePath()));
  }

  /** The setting that names an instance of notification: the release before called it otherwise. */
  String nameOfNotification() {
    return folder == null ? "belay.instance-id" : "belay.instance";
  }

  Path jar(Instance.Kind kind) {
    if (folder == null) {
      return ServiceProcess.jar(kind.module());
    }
    var jar = folder.resolve(kind.module() + ".jar");
    if (!Files.isReadable(jar)) {
      throw new IllegalStateException(
          "Expected the release before in %s, but %s is not there; make it with deploy/previous-release"
              .formatted(folder, jar.getFileName()));
    }
    return jar;
  }
}
