package io.belay.local.operate;

/** A command line that cannot be followed, in one line for the one who wrote it. */
public final class Misused extends RuntimeException {
  private static final long serialVersionUID = 1;

  Misused(String oneLine) {
    super(oneLine);
  }
}
