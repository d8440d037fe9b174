package io.belay.intake.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a body or line into a tree, strictly: UTF-8 without errors, one object, no name twice, at
 * most 12 levels deep, no number longer than 40 digits.
 */
public final class JsonTrees {
  private static final int MAX_DEPTH = 12;
  private static final int MAX_NUMBER_CHARS = 40;
  private static final int MAX_NAME_CHARS = 200;

  private final JsonMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_CHARS)
                          .maxNameLength(MAX_NAME_CHARS)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /**
   * The object in these bytes.
   *
   * @throws ProblemException {@link Reason#UNREADABLE} if they are anything else
   */
  Map<?, ?> object(byte[] bytes) {
    String text;
    try {
      // the parser would guess other encodings and let broken characters pass
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ProblemException(Reason.UNREADABLE, "Expected UTF-8");
    }
    Object value;
    try {
      value = json.readValue(text, Object.class);
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw new ProblemException(
          Reason.UNREADABLE,
          at == null
              ? "Expected a JSON object"
              : "Expected JSON, but at line %d, column %d it is not"
                  .formatted(at.getLineNr(), at.getColumnNr()));
    } catch (NumberFormatException beyondAllNumbers) {
      // of an exponent of ten digits the parser complains in this way, not in its own
      throw new ProblemException(
          Reason.UNREADABLE, "Expected JSON with numbers that are not beyond all bounds");
    }
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new ProblemException(Reason.UNREADABLE, "Expected a JSON object");
  }
}
