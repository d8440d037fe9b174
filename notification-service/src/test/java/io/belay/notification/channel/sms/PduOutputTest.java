package io.belay.notification.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PduOutputTest {
  private static final int THREADS = 20;
  private static final int PDUS = 500;

  private final ByteArrayOutputStream wire = new ByteArrayOutputStream();

  @Test
  void pdusOfManyThreadsTravelWholeOnceAndEachThreadsInOrder() throws Exception {
    var output = new PduOutput(wire);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = IntStream.range(0, THREADS).mapToObj(n -> threads.submit(() -> all(output, n)));
      for (Future<?> one : all.toList()) {
        one.get();
      }
    }
    Map<Integer, Integer> next = new HashMap<>();
    var in = new DataInputStream(new ByteArrayInputStream(wire.toByteArray()));
    for (int i = 0; i < THREADS * PDUS; i++) {
      int length = in.readInt();
      int thread = in.readInt();
      int number = in.readInt();
      assertThat(number).isEqualTo(next.getOrDefault(thread, 0));
      next.put(thread, number + 1);
      assertThat(in.readNBytes(length - 12)).containsOnly((byte) thread);
    }
    assertThat(in.available()).isZero();
  }

  @Test
  void whatComesWhileOneWritesIsLeftToIt() throws Exception {
    var slow = new Held();
    var output = new PduOutput(slow);
    var first = Thread.ofVirtual().start(() -> write(output, 1));
    slow.awaitWriter();
    // these return although nothing can be written
    write(output, 2);
    write(output, 3);
    slow.goOn();
    first.join();
    assertThat(wire.size()).isEqualTo(3 * pdu(0, 0).length);
  }

  @Test
  void aCentreThatDoesNotReadHoldsUpWhoWrites() throws Exception {
    var slow = new Held();
    var output = new PduOutput(slow);
    var first = Thread.ofVirtual().start(() -> write(output, 1));
    slow.awaitWriter();
    for (int i = 0; i < 1_000; i++) {
      write(output, 2);
    }
    var oneTooMany = Thread.ofVirtual().start(() -> write(output, 3));
    assertThat(oneTooMany.join(Duration.ofMillis(200))).isFalse();
    slow.goOn();
    first.join();
    oneTooMany.join();
    assertThat(wire.size()).isEqualTo(1_002 * pdu(0, 0).length);
  }

  @Test
  void aFailureIsThrownToWhoWrites() {
    var output =
        new PduOutput(
            new OutputStream() {
              @Override
              public void write(int octet) throws IOException {
                throw new IOException("cut");
              }
            });
    assertThatThrownBy(() -> output.write(pdu(1, 1))).hasMessage("cut");
    assertThatThrownBy(() -> output.write(pdu(1, 2))).hasMessage("cut");
  }

  private static Void all(PduOutput output, int thread) throws IOException {
    for (int number = 0; number < PDUS; number++) {
      output.write(pdu(thread, number));
    }
    return null;
  }

  private static void write(PduOutput output, int thread) {
    try {
      output.write(pdu(thread, 0));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] pdu(int thread, int number) {
    var pdu = ByteBuffer.allocate(12 + 30).putInt(42).putInt(thread).putInt(number);
    while (pdu.hasRemaining()) {
      pdu.put((byte) thread);
    }
    return pdu.array();
  }

  /** Its first writer waits until it may go on. */
  private final class Held extends OutputStream {
    private final CountDownLatch came = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      came.countDown();
      try {
        if (!goesOn.await(30, TimeUnit.SECONDS)) {
          throw new IOException("Expected to be let go on");
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      wire.write(bytes, from, length);
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    void awaitWriter() throws InterruptedException {
      assertThat(came.await(30, TimeUnit.SECONDS)).isTrue();
    }

    void goOn() {
      goesOn.countDown();
    }
  }
}
