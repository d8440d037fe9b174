package io.belay.local;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Entry point of every child process: runs the main class named first, and ends the process as soon
 * as its standard input does. The parent holds the other end, so however the parent dies, also by
 * SIGKILL, no child outlives it.
 */
public final class Leash {
  private static final int PARENT_GONE = 143;

  private Leash() {}

  /**
   * Runs another main class on the leash.
   *
   * @param args the main class, then its arguments
   */
  public static void main(String[] args) throws ReflectiveOperationException {
    var main = Class.forName(args[0]).getMethod("main", String[].class);
    var watch = new Thread(Leash::untilInputEnds, "leash");
    watch.setDaemon(true);
    watch.start();
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private static void untilInputEnds() {
    try {
      while (System.in.read() >= 0) {
        // whatever the parent may write means it lives
      }
    } catch (IOException e) {
      // an input that cannot be read has ended
    }
    Runtime.getRuntime().halt(PARENT_GONE);
  }
}
