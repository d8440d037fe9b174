package io.belay.escalation.stream;

import io.belay.escalation.domain.policy.HolidayReach;
import io.belay.escalation.domain.policy.PolicyRef;
import io.belay.escalation.pack.PackFile;
import io.belay.escalation.pack.PackLibrary;
import io.belay.escalation.pack.PackProblem;
import io.belay.escalation.pack.PackReader;
import io.belay.escalation.pack.PackReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pack files of a directory, all of them sound. */
public record PackShelf(List<PackFile> files) {

  public PackShelf {
    files = List.copyOf(files);
  }

  /**
   * Reads every {@code *.yaml} of a directory; there may be none.
   *
   * @throws PackConflictException with every mistake of every file, one a line
   */
  public static PackShelf of(Path directory) {
    var reader = new PackReader();
    var files = new ArrayList<PackFile>();
    var problems = new ArrayList<String>();
    for (Path path : yamlFilesOf(directory)) {
      byte[] bytes = bytesOf(path);
      switch (reader.readPublished(bytes, path.toString())) {
        case PackReading.Read read -> files.add(new PackFile(read.pack().ref(), bytes));
        case PackReading.Refused refused ->
            refused.problems().forEach(problem -> problems.add(problem.toString()));
      }
    }
    if (!problems.isEmpty()) {
      throw new PackConflictException(String.join(System.lineSeparator(), problems));
    }
    return new PackShelf(files);
  }

  /** The version of a pack that this directory has; the greatest where it has several. */
  public PolicyRef named(String pack) {
    return files.stream()
        .map(PackFile::ref)
        .filter(ref -> ref.pack().equals(pack))
        .max((a, b) -> VersionOrder.compare(a.version(), b.version()))
        .orElseThrow(
            () ->
                new PackConflictException(
                    "Expected pack '%s' (belay.packs.initial) among the files, but there %s"
                        .formatted(pack, found())));
  }

  /** Those that the library does not know yet. */
  List<PackFile> newTo(PackLibrary library) {
    var missing = new ArrayList<PackFile>();
    for (var file : files) {
      var known = library.file(file.ref());
      if (known.isEmpty()) {
        missing.add(file);
      } else if (!known.get().sha256().equals(file.sha256())) {
        throw PackTopic.differs(file);
      }
    }
    return missing;
  }

  /**
   * As {@link #newTo(PackLibrary)}, where each of them is free of mistakes and knows its holidays
   * for as long as a clock that starts now could run: what nobody published yet binds no case, so
   * it can still be put right.
   *
   * @throws PackConflictException with every mistake, and every clock whose holidays end too early,
   *     one a line
   */
  List<PackFile> newTo(PackLibrary library, Instant now) {
    var missing = newTo(library);
    var mistakes = missing.stream().flatMap(file -> mistakes(file, now)).toList();
    if (!mistakes.isEmpty()) {
      throw new PackConflictException(String.join(System.lineSeparator(), mistakes));
    }
    return missing;
  }

  private static Stream<String> mistakes(PackFile file, Instant now) {
    return switch (new PackReader().read(file.bytes(), file.ref().toString())) {
      case PackReading.Read read ->
          HolidayReach.of(read.pack(), now).stream()
              .filter(HolidayReach::isTooShort)
              .map(reach -> "Pack %s is not published: %s".formatted(file.ref(), reach.advice()));
      case PackReading.Refused refused -> refused.problems().stream().map(PackProblem::toString);
    };
  }

  private String found() {
    return files.isEmpty()
        ? "is none"
        : "are "
            + files.stream().map(file -> file.ref().toString()).collect(Collectors.joining(", "));
  }

  private static List<Path> yamlFilesOf(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var paths = Files.list(directory)) {
      return paths.filter(path -> path.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytesOf(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
