package io.belay.duetime;

/**
 * What the tickers of a stream thread and the records that come to it share: its time. To be used
 * by that thread only.
 */
public final class ThreadTime {
  private static final ThreadLocal<ThreadTime> OF_THREAD = ThreadLocal.withInitial(ThreadTime::new);

  private int busyTickers;
  private long records;

  private ThreadTime() {}

  /** That of the thread that asks. */
  public static ThreadTime ofThisThread() {
    return OF_THREAD.get();
  }

  /**
   * To be told of every record of whatever task. A thread asks for new records only when it has
   * processed those it has, so ticks that left no time for one topic's would starve all others.
   */
  public void recordCame() {
    records++;
  }

  long records() {
    return records;
  }

  /** A ticker woke somebody in its last tick, or does not any more. */
  void tickerIsBusy(boolean before, boolean now) {
    busyTickers += (now ? 1 : 0) - (before ? 1 : 0);
  }

  /** With n busy tickers, each may take 1/2n of the time. */
  long restAfter(long workedNanos) {
    return workedNanos * (2L * Math.max(1, busyTickers) - 1);
  }
}
