package io.belay.intake.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Takes openings and events as lines, and answers line by line while more come in. */
@RestController
@Tag(name = "Streams", description = "Openings and events as lines of JSON")
@SecurityRequirement(name = ApiDescription.TOKEN, scopes = "cases:write")
public class CaseEventStreamController {
  static final String PATH = "/v1/case-events";

  /** Matches what is mapped here, as Spring matches it. */
  static final PathPattern STREAMS = PathPatternParser.defaultInstance.parse(PATH);

  static final String NDJSON = "application/x-ndjson";
  private static final int MAX_UNREAD_RESULTS = 1_024;

  private final JsonTrees json;
  private final FrontDoor door;
  private final int window;
  private final int maxLineBytes;

  /**
   * @param window lines of one stream being written at once; no more are read
   * @param maxLineBytes length of a line without its end
   */
  public CaseEventStreamController(JsonTrees json, FrontDoor door, int window, int maxLineBytes) {
    this.json = json;
    this.door = door;
    this.window = window;
    this.maxLineBytes = maxLineBytes;
  }

  @PostMapping(
      value = PATH,
      consumes = {NDJSON, "application/ndjson", "application/jsonl"})
  @Operation(
      summary = "Send many openings and events",
      description =
          "One JSON object a line, of any number: `{\"open\":{…,\"idempotencyKey\":…}}` or"
              + " `{\"caseId\":…,\"type\":…}`. Answers one result line for each line that is not"
              + " empty, in order, while the body still comes in: read the answer while you send.")
  @ApiResponse(
      responseCode = "200",
      description = "A result line for each line",
      content = @Content(mediaType = NDJSON, schema = @Schema(implementation = LineResult.class)))
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content = @Content(mediaType = NDJSON, schema = @Schema(implementation = StreamLine.class)))
  public ResponseEntity<Flux<LineResult>> stream(
      @Parameter(hidden = true) ServerHttpRequest request,
      @Parameter(hidden = true) JwtAuthenticationToken token) {
    var splitter = new LineSplitter(maxLineBytes);
    var intake = new LineIntake(json, door, Submitters.of(token, null), TraceHeader.of(request));
    var results =
        request
            .getBody()
            .concatMapIterable(piece -> splitter.feed(bytes(piece)), 1)
            .concatWith(Flux.defer(() -> Flux.fromIterable(splitter.end())))
            .flatMapSequential(line -> Mono.fromFuture(intake.take(line), true), window, 1)
            // a sender that writes all before it reads anything gets so far without a deadlock
            .publishOn(Schedulers.parallel(), MAX_UNREAD_RESULTS);
    return ResponseEntity.ok().contentType(MediaType.parseMediaType(NDJSON)).body(results);
  }

  private static byte[] bytes(DataBuffer piece) {
    byte[] bytes = new byte[piece.readableByteCount()];
    piece.read(bytes);
    DataBufferUtils.release(piece);
    return bytes;
  }
}
