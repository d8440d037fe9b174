package io.belay.local.launch;

/** Why the launcher cannot do what it was asked to, in one line for the one who asked. */
public final class CannotRun extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CannotRun(String oneLine) {
    super(oneLine);
  }
}
