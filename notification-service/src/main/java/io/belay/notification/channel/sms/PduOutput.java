package io.belay.notification.channel.sms;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Takes PDUs from any number of threads and writes each whole, in the order they came. A thread
 * that comes while another writes leaves its PDU to that one and goes on: under load several travel
 * in one packet, and none waits for its turn to write. The library's own way has each thread wait
 * on a monitor; in a profile of sends over one session that was most of their time.
 *
 * <p>A failure is thrown to the thread that writes. The others learn it as that of their
 * connection, which ends.
 */
final class PduOutput extends OutputStream {
  /** Beyond it a thread waits until it can write: what a centre does not read does not pile up. */
  private static final int MOST_LEFT = 1_000;

  private static final int MOST_BYTES_AT_ONCE = 64 * 1_024;

  private final OutputStream out;
  private final ReentrantLock writing = new ReentrantLock();
  private final Queue<byte[]> left = new ConcurrentLinkedQueue<>();
  private final AtomicInteger howMany = new AtomicInteger();

  PduOutput(OutputStream out) {
    this.out = out;
  }

  /**
   * Takes one PDU.
   *
   * @param pdu not changed afterwards
   */
  @Override
  public void write(byte[] pdu) throws IOException {
    left.add(pdu);
    boolean waits = howMany.incrementAndGet() > MOST_LEFT;
    while (!left.isEmpty() && isWriter(waits)) {
      try {
        writeSome();
      } finally {
        writing.unlock();
      }
    }
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    write(Arrays.copyOfRange(bytes, from, from + length));
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet});
  }

  private boolean isWriter(boolean waits) {
    if (waits) {
      writing.lock();
      return true;
    }
    return writing.tryLock();
  }

  private void writeSome() throws IOException {
    var pdu = next();
    if (pdu == null) {
      return;
    }
    if (left.isEmpty()) {
      out.write(pdu);
      return;
    }
    var together = new ByteArrayOutputStream();
    for (; pdu != null; pdu = together.size() < MOST_BYTES_AT_ONCE ? next() : null) {
      together.writeBytes(pdu);
    }
    together.writeTo(out);
  }

  private byte @Nullable [] next() {
    var pdu = left.poll();
    if (pdu != null) {
      howMany.decrementAndGet();
    }
    return pdu;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
