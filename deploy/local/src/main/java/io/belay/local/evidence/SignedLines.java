package io.belay.local.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lines of JSON and, as the last one, a signature over every byte before it. So the file can be
 * read by any program, and checked with openssl alone.
 *
 * @param lines without the signature
 * @param isWhole whether the signature is by the key in the file, over these very lines
 * @param signer the key in the file; whose it is, the file cannot say
 */
record SignedLines(List<JsonNode> lines, boolean isWhole, PublicKey signer) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long MOST_BYTES = 1L << 30;

  /** Writes lines and signs them. */
  static void write(Path file, List<Map<String, Object>> lines, SigningKey key) {
    var bytes = new ByteArrayOutputStream();
    lines.forEach(line -> append(bytes, line));
    var signature =
        Map.of(
            "algorithm",
            SigningKey.ALGORITHM,
            "publicKey",
            Base64.getEncoder().encodeToString(key.shown().getEncoded()),
            "value",
            Base64.getEncoder().encodeToString(key.sign(bytes.toByteArray())));
    append(bytes, Map.of("signature", signature));
    try {
      Files.write(file, bytes.toByteArray());
    } catch (IOException e) {
      throw new IllegalStateException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws IllegalStateException when it is no such file
   */
  static SignedLines read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IllegalStateException("expected at most 1 GiB, but %s has more".formatted(file));
      }
      var bytes = Files.readAllBytes(file);
      int end = lastLine(bytes);
      var signature = JSON.readTree(text(bytes, end, bytes.length)).path("signature");
      var signer =
          SigningKey.publicKey(
              Base64.getDecoder().decode(signature.path("publicKey").asString("")),
              file + "'s signature");
      var body = java.util.Arrays.copyOf(bytes, end);
      var lines = text(bytes, 0, end).lines().map(JSON::readTree).toList();
      return new SignedLines(
          lines,
          SigningKey.isBy(
              signer, body, Base64.getDecoder().decode(signature.path("value").asString(""))),
          signer);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + file + ": " + e.getMessage(), e);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "expected lines of JSON and a signature, but %s is something else".formatted(file), e);
    }
  }

  private static void append(ByteArrayOutputStream bytes, Map<String, Object> line) {
    try {
      bytes.write(JSON.writeValueAsBytes(line));
      bytes.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int lastLine(byte[] bytes) {
    int at = bytes.length - 2;
    while (at >= 0 && bytes[at] != '\n') {
      at--;
    }
    return at + 1;
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, UTF_8);
  }
}
