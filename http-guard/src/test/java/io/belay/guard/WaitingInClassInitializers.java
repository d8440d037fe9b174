package io.belay.guard;

import java.util.concurrent.CountDownLatch;

/**
 * Virtual threads wait in the initializers of classes, each for what one more virtual thread is
 * going to do.
 */
final class WaitingInClassInitializers {
  private static final CountDownLatch GO_ON = new CountDownLatch(1);
  private static final CountDownLatch WAITING = new CountDownLatch(2);

  private WaitingInClassInitializers() {}

  private static final class First {
    static final int VALUE = waited();
  }

  private static final class Second {
    static final int VALUE = waited();
  }

  private static int waited() {
    try {
      WAITING.countDown();
      GO_ON.await();
      return 1;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void main(String[] args) throws InterruptedException {
    if (args[0].equals("provided")) {
      CarrierThreads.provide();
    }
    var first = Thread.ofVirtual().start(() -> check(First.VALUE));
    var second = Thread.ofVirtual().start(() -> check(Second.VALUE));
    WAITING.await();
    Thread.ofVirtual().start(GO_ON::countDown);
    first.join();
    second.join();
  }

  private static void check(int value) {
    if (value != 1) {
      throw new IllegalStateException("Expected 1");
    }
  }
}
