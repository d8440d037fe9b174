package io.belay.notification.channel.email;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimException;
import org.simplejavamail.utils.mail.dkim.DkimSigner;

/**
 * Signs e-mails by DKIM, RFC 6376: rsa-sha256, relaxed/relaxed.
 *
 * @param domain the domain that answers for the mail
 * @param selector names the public key: selector._domainkey.domain
 */
public record MailSigner(String domain, String selector, RSAPrivateKey key) {
  private static final int LEAST_BITS = 2_048;

  /** Reads an RSA key of at least 2048 bits in PKCS #8, PEM. */
  public static MailSigner of(String domain, String selector, Path privateKey) {
    try {
      var encoded =
          Files.readString(privateKey)
              .replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "")
              .replaceAll("\\s", "");
      var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(encoded));
      var key = (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(spec);
      if (key.getModulus().bitLength() < LEAST_BITS) {
        throw new IllegalStateException(
            "Expected a DKIM key of at least %d bits in '%s'".formatted(LEAST_BITS, privateKey));
      }
      return new MailSigner(domain, selector, key);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "Expected an RSA key in PKCS #8 (PEM) in '%s', but it cannot be read"
              .formatted(privateKey),
          e);
    }
  }

  /** For one message: the library's signer knows one thread. */
  DkimSigner signer() {
    try {
      var signer = new DkimSigner(domain, selector, key);
      signer.setHeaderCanonicalization(Canonicalization.RELAXED);
      signer.setBodyCanonicalization(Canonicalization.RELAXED);
      signer.addHeaderToSign("List-Unsubscribe-Post");
      signer.setLengthParam(false);
      signer.setCopyHeaderFields(false);
      // it would ask the DNS for our own key, for each message
      signer.setCheckDomainKey(false);
      return signer;
    } catch (DkimException e) {
      throw new IllegalStateException("Expected a signing domain, but it is " + domain, e);
    }
  }

  @Override
  public String toString() {
    return selector + "._domainkey." + domain;
  }
}
