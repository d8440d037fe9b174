package io.belay.escalation.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of worked cases: working-time cases under {@code cases}, statutory ones under {@code
 * examples}.
 */
final class ConformanceFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ConformanceFile() {}

  static List<ConformanceCase> read(Path file) {
    JsonNode root = json(file);
    List<ConformanceCase> cases = new ArrayList<>();
    try {
      for (JsonNode one : root.path("cases")) {
        cases.add(WorkingTimeCases.read(one, root.path("calendars")));
      }
      for (JsonNode one : root.path("examples")) {
        cases.add(StatutoryExamples.read(one, root.path("calendars")));
      }
    } catch (IllegalArgumentException incomplete) {
      throw new UnreadableException(
          "Expected worked cases in " + file + ", but: " + incomplete.getMessage(), incomplete);
    }
    if (cases.isEmpty()) {
      throw new UnreadableException(
          "Expected 'cases' or 'examples' in " + file + ", but there are none", null);
    }
    return cases;
  }

  private static JsonNode json(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (IOException unreadable) {
      throw new UnreadableException("Expected to read " + file + ", but cannot", unreadable);
    } catch (JacksonException broken) {
      throw new UnreadableException(
          "Expected JSON in "
              + file
              + ", but at line "
              + broken.getLocation().getLineNr()
              + ": "
              + broken.getOriginalMessage().lines().findFirst().orElse(""),
          broken);
    }
  }

  /** The file is not one of worked cases. */
  static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
