package io.belay.intake.domain;

/** A stretch of text to be hidden; {@code end} is exclusive. */
record Span(int start, int end, Secret secret) {
  boolean overlaps(Span other) {
    return start < other.end && other.start < end;
  }
}
