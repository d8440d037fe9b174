package io.belay.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortTest {
  @Test
  void aPortIsToldOnceAlthoughNobodyListensThereYet() {
    var ports = IntStream.range(0, 1_000).mapToObj(i -> FreePort.any()).toList();

    assertThat(ports).doesNotHaveDuplicates().allMatch(FreePort::isFree);
  }

  @Test
  void aPortSomebodyListensOnIsNotFree() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(FreePort.isFree(socket.getLocalPort())).isFalse();
    }
  }
}
