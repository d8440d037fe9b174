package io.belay.notification.channel.sms;

import java.util.HashSet;
import java.util.Set;

/**
 * Threads that wait for an answer on one connection. The library lets them wait until its timer
 * even when the connection is gone; here a cut ends their waiting at once.
 */
final class UnderWay {
  private final Set<Thread> waiting = new HashSet<>();
  private boolean cut;

  /** False: the connection is gone, nothing was sent. */
  synchronized boolean enter() {
    return !cut && waiting.add(Thread.currentThread());
  }

  /** A cut after this does not touch the thread any more. */
  synchronized void leave() {
    waiting.remove(Thread.currentThread());
    boolean unused = Thread.interrupted();
  }

  synchronized void cut() {
    cut = true;
    waiting.forEach(Thread::interrupt);
  }
}
