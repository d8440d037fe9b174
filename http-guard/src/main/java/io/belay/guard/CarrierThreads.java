package io.belay.guard;

/**
 * Gives virtual threads as many threads of the system to run on as a busy service has of them at
 * once. The JVM's own measure is the number of processors; but a virtual thread keeps the one it
 * runs on while it waits for a class. On two processors two that wait can hold up all others, and
 * whoever waits for those.
 */
public final class CarrierThreads {
  static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";
  static final int ENOUGH = 128;

  private CarrierThreads() {}

  /** To be called before the first virtual thread; what the command line says goes before. */
  public static void provide() {
    if (System.getProperty(PARALLELISM) == null) {
      System.setProperty(PARALLELISM, Integer.toString(ENOUGH));
    }
  }
}
