package io.belay.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
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

  private static final int TRACE_FROM = 3;
  private static final int TRACE_TO = TRACE_FROM + 2 * TRACE_BYTES;
  private static final int SPAN_FROM = TRACE_TO + 1;
  private static final int SPAN_TO = SPAN_FROM + 2 * SPAN_BYTES;
  private static final int FLAGS_FROM = SPAN_TO + 1;
  private static final int FORM_LENGTH = FLAGS_FROM + 2;

  /** What ends a line in any script: no part of a header. */
  private static final String LINE_ENDS = "\n\r\u0085\u2028\u2029";

  /** A version that never is. */
  private static final String NO_VERSION = "ff";

  private static final int LONGEST = 255;

  /** What a header says; empty where it is missing or of another form. */
  public static Optional<TraceParent> parse(@Nullable String header) {
    if (header == null || header.length() > LONGEST) {
      return Optional.empty();
    }
    if (!hasForm(header)) {
      return Optional.empty();
    }
    int flags = HexFormat.fromHexDigits(header, FLAGS_FROM, FORM_LENGTH);
    return Optional.of(
        new TraceParent(
            header.substring(TRACE_FROM, TRACE_TO),
            header.substring(SPAN_FROM, SPAN_TO),
            (flags & SAMPLED) == SAMPLED));
  }

  /** Version 00; a later version may say more after it, which is not passed on. */
  private static boolean hasForm(String header) {
    int length = header.length();
    return length >= FORM_LENGTH
        && (length == FORM_LENGTH || header.charAt(FORM_LENGTH) == '-')
        && header.chars().noneMatch(c -> LINE_ENDS.indexOf(c) >= 0)
        && header.charAt(TRACE_FROM - 1) == '-'
        && header.charAt(TRACE_TO) == '-'
        && header.charAt(SPAN_TO) == '-'
        && isHex(header, 0, 2)
        && isHex(header, TRACE_FROM, TRACE_TO)
        && isHex(header, SPAN_FROM, SPAN_TO)
        && isHex(header, FLAGS_FROM, FORM_LENGTH)
        && !header.startsWith(NO_VERSION)
        && !isZero(header, TRACE_FROM, TRACE_TO)
        && !isZero(header, SPAN_FROM, SPAN_TO);
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '0') {
        return false;
      }
    }
    return true;
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
