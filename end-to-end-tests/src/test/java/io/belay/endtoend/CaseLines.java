package io.belay.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.local.replay.LineDoor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The door for many: lines are streamed in one request, each must be acknowledged. */
record CaseLines(URI intake, String token) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The case of each line, in order. */
  List<String> send(List<String> lines) {
    var results = new ArrayList<JsonNode>();
    try (var door = new LineDoor(intake, token);
        var reader = Executors.newVirtualThreadPerTaskExecutor()) {
      var reading = CompletableFuture.runAsync(() -> read(door, results), reader);
      for (var line : lines) {
        door.send(line);
      }
      door.end();
      reading.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(results).hasSameSizeAs(lines);
    assertThat(results).allMatch(result -> result.path("status").asInt() / 100 == 2);
    return results.stream().map(result -> result.path("caseId").asString()).toList();
  }

  private static void read(LineDoor door, List<JsonNode> results) {
    try {
      door.readResults(line -> results.add(JSON.readTree(line)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
