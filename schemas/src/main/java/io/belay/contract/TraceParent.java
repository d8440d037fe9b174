package io.belay.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in a trace something stands, as W3C Trace Context has it: the header {@code traceparent} of
 * requests and records, and the same in bytes beside what is stored until later.
 *
 * @param traceId 32 hexadecimal digits in lower case, not all zero
 * @param spanId 16 of them, not all zero
 * @param sampled whether the trace is recorded
 */
public record TraceParent(String traceId, String spanId, boolean sampled) {
  /** Name of the header, in HTTP and in records. */
  public static final String HEADER = "traceparent";

  /** Length of {@link #toBytes}. */
  public static final int BYTES = 25;

  private static final int TRACE_BYTES = 16;
  private static final int SPAN_BYTES = 8;
  private static final int SAMPLED = 1;
  private static final HexFormat HEX = HexFormat.of();

  /** Version 00; a later version may say more after it, which is not passed on. */
  private static final Pattern FORM =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?");

  private static final int LONGEST = 255;

  /** What a header says; empty where it is missing or of another form. */
  public static Optional<TraceParent> parse(@Nullable String header) {
    if (header == null || header.length() > LONGEST) {
      return Optional.empty();
    }
    var found = FORM.matcher(header);
    if (!found.matches()) {
      return Optional.empty();
    }
    int flags = HEX.parseHex(found.group(3))[0];
    return Optional.of(
        new TraceParent(found.group(1), found.group(2), (flags & SAMPLED) == SAMPLED));
  }

  /** What the header of a record says; empty where it is missing or of another form. */
  public static Optional<TraceParent> parse(byte @Nullable [] header) {
    return header == null ? Optional.empty() : parse(new String(header, US_ASCII));
  }

  /** The header's value. */
  public String header() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }

  /** The value of a record's header. */
  public byte[] headerBytes() {
    return header().getBytes(US_ASCII);
  }

  /** The same in {@link #BYTES} bytes. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES)
        .put(HEX.parseHex(traceId))
        .put(HEX.parseHex(spanId))
        .put((byte) (sampled ? SAMPLED : 0))
        .array();
  }

  /** Reads the {@link #BYTES} bytes from {@code offset} on. */
  public static TraceParent fromBytes(byte[] bytes, int offset) {
    int span = offset + TRACE_BYTES;
    int flags = span + SPAN_BYTES;
    return new TraceParent(
        HEX.formatHex(bytes, offset, span),
        HEX.formatHex(bytes, span, flags),
        (bytes[flags] & SAMPLED) == SAMPLED);
  }
}
