package io.belay.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.belay.contract.TrackingToken.Genuine;
import io.belay.contract.TrackingToken.Keys;
import io.belay.contract.TrackingToken.Refusal;
import io.belay.contract.TrackingToken.Refused;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class TrackingTokenTests {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  private static final String OLD = secret("old-secret-old-secret-old-secret-old");
  private static final String NEW = secret("new-secret-new-secret-new-secret-new");

  private final Keys keys = new Keys(Map.of("k1", OLD, "k2", NEW), "k2");
  private final TrackingToken token =
      new TrackingToken("6f1c2a34-case", "C-王芳", NOW.plusSeconds(60));

  @Test
  void whatIsSignedVerifies() {
    assertThat(keys.verify(keys.sign(token), NOW)).isEqualTo(new Genuine(token));
  }

  @Test
  void theTextFitsIntoAPathAndIsPinned() {
    assertThat(keys.sign(token))
        .isEqualTo(
            "AQJrMg02ZjFjMmEzNC1jYXNlCEMt546L6IqzAAAAAGsCoTx-dO110Fz6ZEyay69UWkTa5SoqecnQFQQJxZ90otFREg");
  }

  @Test
  void itOpensUntilJustBeforeItsExpiry() {
    var text = keys.sign(token);
    assertThat(keys.verify(text, token.expiresAt().minusMillis(1))).isInstanceOf(Genuine.class);
    assertThat(keys.verify(text, token.expiresAt())).isEqualTo(new Refused(Refusal.EXPIRED));
  }

  @Test
  void aRetiredKeyStillVerifiesUntilItIsRemoved() {
    var text = new Keys(Map.of("k1", OLD), "k1").sign(token);
    assertThat(keys.verify(text, NOW)).isInstanceOf(Genuine.class);
    assertThat(new Keys(Map.of("k2", NEW), "k2").verify(text, NOW))
        .isEqualTo(new Refused(Refusal.UNKNOWN_KEY));
  }

  @Test
  void anotherSecretUnderTheSameIdIsAForgery() {
    var text = new Keys(Map.of("k2", OLD), "k2").sign(token);
    assertThat(keys.verify(text, NOW)).isEqualTo(new Refused(Refusal.FORGED));
  }

  @Test
  void noSingleChangedBitIsHonoured() {
    byte[] bytes = Base64.getUrlDecoder().decode(keys.sign(token));
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(keys.verify(Base64.getUrlEncoder().withoutPadding().encodeToString(changed), NOW))
          .as("bit %d", bit)
          .isInstanceOf(Refused.class);
    }
  }

  @Test
  void everyCutIsRefused() {
    var text = keys.sign(token);
    for (int length = 0; length < text.length(); length++) {
      assertThat(keys.verify(text.substring(0, length), NOW)).isInstanceOf(Refused.class);
    }
  }

  @Test
  void garbageIsMalformed() {
    for (var text :
        new String[] {"", "-", "王", "../..", keys.sign(token) + "==", "A".repeat(5_000)}) {
      assertThat(keys.verify(text, NOW)).isEqualTo(new Refused(Refusal.MALFORMED));
    }
  }

  @Test
  void whatAKeyHolderSignsIsMalformedToo() throws Exception {
    byte[] all = Base64.getUrlDecoder().decode(keys.sign(token));
    byte[] claims = Arrays.copyOf(all, all.length - 32);
    assertThat(keys.verify(signed(claims), NOW)).isEqualTo(new Genuine(token));
    assertThat(keys.verify(signed(Arrays.copyOf(claims, claims.length + 1)), NOW))
        .isEqualTo(new Refused(Refusal.MALFORMED));
    ByteBuffer.wrap(claims).putLong(claims.length - 8, Long.MAX_VALUE);
    assertThat(keys.verify(signed(claims), NOW)).isEqualTo(new Refused(Refusal.MALFORMED));
  }

  private static String signed(byte[] claims) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(NEW), "HmacSHA256"));
    var all = ByteBuffer.allocate(claims.length + 32).put(claims).put(mac.doFinal(claims));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all.array());
  }

  @Test
  void aShortSecretOrAMissingActiveKeyIsRefusedAtStart() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Keys(Map.of("k1", secret("short")), "k1"))
        .withMessageContaining("at least 32 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Keys(Map.of("k1", OLD), "k9"))
        .withMessageContaining("'k9'");
  }

  @Test
  void keysDoNotPrintTheirSecrets() {
    assertThat(keys.toString()).contains("k1", "k2").doesNotContain(OLD).doesNotContain(NEW);
  }

  private static String secret(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
