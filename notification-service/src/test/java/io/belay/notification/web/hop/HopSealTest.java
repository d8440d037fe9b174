package io.belay.notification.web.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HopSealTest {
  private static final String PATH = "/internal/tracked-cases/C-1";
  private static final byte[] OLD = new byte[32];
  private static final byte[] NEW = filled();

  private final HopSeal seal = sealAt(0, NEW, OLD);

  @Test
  void aSealFitsItsPathFromAnyInstanceWithTheKey() {
    assertThat(seal.fits(seal.of(PATH), PATH)).isTrue();
    assertThat(seal.fits(sealAt(0, OLD).of(PATH), PATH)).isTrue();
  }

  @Test
  void itFitsNoOtherPathAndNoOtherKey() {
    assertThat(seal.fits(seal.of(PATH), PATH + "0")).isFalse();
    assertThat(sealAt(0, OLD).fits(seal.of(PATH), PATH)).isFalse();
  }

  @Test
  void itIsGoodForHalfAMinute() {
    assertThat(sealAt(30, NEW).fits(seal.of(PATH), PATH)).isTrue();
    assertThat(sealAt(31, NEW).fits(seal.of(PATH), PATH)).isFalse();
    assertThat(sealAt(-31, NEW).fits(seal.of(PATH), PATH)).isFalse();
  }

  @Test
  void nonsenseFitsNothing() {
    for (var told : List.of("", ".", "1", "x.y", "99999999999999999999.a", "1." + "A".repeat(43))) {
      assertThat(seal.fits(told, PATH)).as(told).isFalse();
    }
  }

  private static HopSeal sealAt(long seconds, byte[]... secrets) {
    return new HopSeal(List.of(secrets), InstantSource.fixed(Samples.NOON.plusSeconds(seconds)));
  }

  private static byte[] filled() {
    var secret = new byte[32];
    Arrays.fill(secret, (byte) 7);
    return secret;
  }
}
