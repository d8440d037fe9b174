package io.belay.guard;

/**
 * Gives virtual threads more threads of the system to run on than the JVM's own measure, the number
 * of processors: a virtual thread keeps the one it runs on while it waits for a class. On two
 * processors two that wait can hold up all others, and whoever waits for those. Each that idles
 * looks for work at all others, so many of them cost more than they help: with 128 a service sent a
 * quarter less than with 16.
 */
public final class CarrierThreads {
  static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";
  private static final int LEAST = 16;
  private static final int OF_EACH_PROCESSOR = 2;

  private CarrierThreads() {}

  /** To be called before the first virtual thread; what the command line says goes before. */
  public static void provide() {
    if (System.getProperty(PARALLELISM) == null) {
      int processors = Runtime.getRuntime().availableProcessors();
      System.setProperty(
          PARALLELISM, Integer.toString(Math.max(LEAST, OF_EACH_PROCESSOR * processors)));
    }
  }
}
