package io.belay.local.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages what is sound, a little or a lot: a seed gives the same damage again. */
public final class Mutations {
  /** In Avro: the longest lengths there are, and negative ones. */
  private static final List<byte[]> LENGTHS =
      List.of(
          new byte[] {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f},
          new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x08},
          new byte[] {
            (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x01
          },
          new byte[] {0x01},
          new byte[] {0x7f});

  private final Random random;

  public Mutations(Random random) {
    this.random = random;
  }

  /** The same, damaged at one to four places. */
  public byte[] of(byte[] sound) {
    byte[] mutant = sound;
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      mutant = once(mutant);
    }
    return mutant;
  }

  private byte[] once(byte[] bytes) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    int at = random.nextInt(bytes.length);
    int until = at + random.nextInt(Math.min(64, bytes.length - at) + 1);
    return switch (random.nextInt(7)) {
      case 0 -> with(bytes, at, (byte) (bytes[at] ^ (1 << random.nextInt(8))));
      case 1 -> with(bytes, at, (byte) random.nextInt(256));
      case 2 -> Arrays.copyOf(bytes, at);
      case 3 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, until, bytes.length));
      case 4 -> joined(Arrays.copyOf(bytes, until), Arrays.copyOfRange(bytes, at, bytes.length));
      case 5 ->
          joined(
              joined(Arrays.copyOf(bytes, at), LENGTHS.get(random.nextInt(LENGTHS.size()))),
              Arrays.copyOfRange(bytes, at, bytes.length));
      default -> {
        var swapped = bytes.clone();
        int other = random.nextInt(bytes.length);
        swapped[at] = bytes[other];
        swapped[other] = bytes[at];
        yield swapped;
      }
    };
  }

  private static byte[] with(byte[] bytes, int at, byte value) {
    var changed = bytes.clone();
    changed[at] = value;
    return changed;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    var out = new ByteArrayOutputStream(one.length + other.length);
    out.writeBytes(one);
    out.writeBytes(other);
    return out.toByteArray();
  }
}
