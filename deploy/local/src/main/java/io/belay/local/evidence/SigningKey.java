package io.belay.local.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * Ed25519 (RFC 8032) keys in PEM files, as {@code openssl genpkey -algorithm ed25519} and {@code
 * openssl pkey -pubout} write them.
 */
public final class SigningKey {
  static final String ALGORITHM = "Ed25519";

  private static final byte[] PROBE = "belay".getBytes(US_ASCII);

  private final PrivateKey secret;
  private final PublicKey shown;

  private SigningKey(PrivateKey secret, PublicKey shown) {
    this.secret = secret;
    this.shown = shown;
  }

  /**
   * A key pair.
   *
   * @param secret PKCS 8 as PEM
   * @param shown X.509 as PEM, its other half
   * @throws IllegalStateException when a file is no such key, or the halves do not belong together
   */
  public static SigningKey read(Path secret, Path shown) {
    try {
      var key =
          new SigningKey(
              KeyFactory.getInstance(ALGORITHM)
                  .generatePrivate(new PKCS8EncodedKeySpec(pem(secret))),
              publicKey(shown));
      if (!isBy(key.shown, PROBE, key.sign(PROBE))) {
        throw new IllegalStateException(
            "expected %s to be the public half of %s, but it is not".formatted(shown, secret));
      }
      return key;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("expected an Ed25519 key as PEM in " + secret, e);
    }
  }

  /** A public key. */
  static PublicKey publicKey(Path file) {
    return publicKey(pem(file), file.toString());
  }

  static PublicKey publicKey(byte[] encoded, String from) {
    try {
      return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("expected an Ed25519 public key in " + from, e);
    }
  }

  PublicKey shown() {
    return shown;
  }

  byte[] sign(byte[] message) {
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initSign(secret);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean isBy(PublicKey key, byte[] message, byte[] signed) {
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException notEvenASignature) {
      return false;
    }
  }

  /** SHA-256 of the encoded key, lower-case hex. */
  static String fingerprint(PublicKey key) {
    return sha256(key.getEncoded());
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] pem(Path file) {
    try {
      var body =
          Files.readString(file, US_ASCII)
              .lines()
              .filter(line -> !line.startsWith("-----"))
              .collect(Collectors.joining());
      return Base64.getDecoder().decode(body.strip());
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("expected a key as PEM in " + file, e);
    }
  }
}
