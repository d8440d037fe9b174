package io.belay.intake.web;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a body into lines as it arrives and holds one line at most. A line beyond the limit is
 * skipped to its end and told as such.
 */
final class LineSplitter {
  /** A line that is not empty. */
  static final class Line {
    private final long number;
    private final byte @Nullable [] bytes;

    private Line(long number, byte @Nullable [] bytes) {
      this.number = number;
      this.bytes = bytes;
    }

    /** From 1, empty ones counted. */
    long number() {
      return number;
    }

    /** Without the line's end; null if there were too many. */
    byte @Nullable [] bytes() {
      return bytes;
    }
  }

  private final int maxLineBytes;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private boolean tooLong;
  private long number = 1;

  LineSplitter(int maxLineBytes) {
    this.maxLineBytes = maxLineBytes;
  }

  /** The lines that end in the next piece of the body. */
  List<Line> feed(byte[] piece) {
    var lines = new ArrayList<Line>();
    int from = 0;
    for (int i = 0; i < piece.length; i++) {
      if (piece[i] == '\n') {
        take(piece, from, i);
        endLine(lines);
        from = i + 1;
      }
    }
    take(piece, from, piece.length);
    return lines;
  }

  /** What is left when the body ends without a line end. */
  List<Line> end() {
    var lines = new ArrayList<Line>();
    endLine(lines);
    return lines;
  }

  private void take(byte[] piece, int from, int to) {
    // one byte more than the limit may be the carriage return of the line's end
    if (tooLong || pending.size() + (to - from) > maxLineBytes + 1) {
      tooLong = true;
      pending.reset();
    } else {
      pending.write(piece, from, to - from);
    }
  }

  private void endLine(List<Line> lines) {
    byte[] bytes = withoutCarriageReturn(pending.toByteArray());
    if (tooLong || bytes.length > maxLineBytes) {
      lines.add(new Line(number, null));
    } else if (!isBlank(bytes)) {
      lines.add(new Line(number, bytes));
    }
    pending.reset();
    tooLong = false;
    number++;
  }

  private static byte[] withoutCarriageReturn(byte[] bytes) {
    return bytes.length > 0 && bytes[bytes.length - 1] == '\r'
        ? java.util.Arrays.copyOf(bytes, bytes.length - 1)
        : bytes;
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
