package io.belay.escalation.pack;

/**
 * A mistake in a pack file and what to do about it; printed as {@code file:line:column: message}.
 *
 * @param source the file as the reader was told
 * @param line from 1
 * @param column from 1, in characters
 */
public record PackProblem(String source, int line, int column, String message) {
  @Override
  public String toString() {
    return source + ":" + line + ":" + column + ": " + message;
  }
}
