package io.belay.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * A key pair for tokens, by default one of its own for one run: services know the public half,
 * tokens are signed with the other.
 */
public final class LocalKeys {
  private static final Duration TOKEN_LIFE = Duration.ofHours(12);
  private static final int LINE_CHARS = 64;

  private final KeyPair keys;

  /** A new pair. */
  public LocalKeys() {
    this(newPair());
  }

  /** An RSA pair that is there already. */
  public LocalKeys(KeyPair keys) {
    this.keys = keys;
  }

  private static KeyPair newPair() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Writes the public key as PEM, for {@code
   * spring.security.oauth2.resourceserver.jwt.public-key-location}.
   */
  public Path writePublicKey(Path file) {
    String base64 =
        Base64.getMimeEncoder(LINE_CHARS, new byte[] {'\n'})
            .encodeToString(keys.getPublic().getEncoded());
    try {
      return Files.writeString(
          file, "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The public key as a set of one (RFC 7517), as an identity provider serves it. */
  public String jwkSet() {
    var key = (RSAPublicKey) keys.getPublic();
    return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"n\":\"%s\",\"e\":\"%s\"}]}"
        .formatted(unsigned(key.getModulus()), unsigned(key.getPublicExponent()));
  }

  private static String unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return base64Url(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  /** A signed RS256 token of this client, good for twelve hours; scopes are separated by spaces. */
  public String token(String client, String scope) {
    return token(client, scope, TOKEN_LIFE);
  }

  /** The same, good for so long. */
  public String token(String client, String scope, Duration life) {
    long now = Instant.now().getEpochSecond();
    String header = base64Url("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(UTF_8));
    String claims =
        "{\"iss\":\"belay-local\",\"sub\":\"%s\",\"client_id\":\"%s\",\"scope\":\"%s\",\"iat\":%d,\"exp\":%d}"
            .formatted(client, client, scope, now, now + life.toSeconds());
    String signed = header + "." + base64Url(claims.getBytes(UTF_8));
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(signed.getBytes(UTF_8));
      return signed + "." + base64Url(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
