package io.belay.local.operate;

import static io.belay.local.operate.SecuredBroker.belay;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TokenCommandTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path dir;

  @Test
  void aTokenIsSignedWithTheKeyAndHasTheScopesThatWereNamedForAsLongAsWasAsked() throws Exception {
    var keys = pair("RSA", 2_048);
    var file = pem("jwt-private-key.pem", keys.getPrivate());

    var token =
        belay(
            0,
            "token",
            "--key",
            file.toString(),
            "--scope",
            "cases:write cases:read",
            "--client",
            "crm",
            "--for",
            "15m");

    assertThat(token).hasLineCount(1).endsWith("\n");
    var claims = verified(token.strip(), keys);
    assertThat(claims.path("client_id").asString()).isEqualTo("crm");
    assertThat(claims.path("scope").asString()).isEqualTo("cases:write cases:read");
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(15 * 60);
  }

  @Test
  void anHourIsWhatATokenIsGoodForAndTwelveTheMost() throws Exception {
    var keys = pair("RSA", 2_048);
    var file = pem("key.pem", keys.getPrivate()).toString();
    var usual = verified(belay(0, "token", "--key", file, "--scope", "ops").strip(), keys);
    assertThat(usual.path("exp").asLong() - usual.path("iat").asLong()).isEqualTo(3_600);
    var longest =
        verified(belay(0, "token", "--key", file, "--scope", "ops", "--for", "12h").strip(), keys);
    assertThat(longest.path("exp").asLong() - longest.path("iat").asLong()).isEqualTo(12 * 3_600);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token",
        "token --scope cases:read",
        "token --key key.pem",
        "token --key key.pem --scope admin",
        "token --key key.pem --scope cases:read --for 13h",
        "token --key key.pem --scope cases:read --for 721m",
        "token --key key.pem --scope cases:read --for 0m",
        "token --key key.pem --scope cases:read --for 60",
        "token --key key.pem --scope cases:read --client a\"b",
        "token --key key.pem --scope cases:read --scope ops",
        "token --key key.pem --scope cases:read ops",
        "token --key key.pem --scope cases:read --dry-run",
        "token --key"
      })
  void whatIsNotSaidInFullOrTooMuchIsMisuse(String command) {
    assertThat(belay(2, command.split(" ", -1))).startsWith("belay: ").hasLineCount(1);
  }

  @Test
  void aFileWithoutSuchAKeyIsNamed() throws Exception {
    var weak = pem("weak.pem", pair("RSA", 1_024).getPrivate());
    var other = pem("other.pem", pair("EC", 256).getPrivate());
    var shown = pem("public.pem", pair("RSA", 2_048).getPublic());
    var text = Files.writeString(dir.resolve("text.pem"), "no key, nor base64");
    for (var file : new Path[] {weak, other, shown, text, dir.resolve("nowhere.pem")}) {
      assertThat(belay(1, "token", "--key", file.toString(), "--scope", "ops"))
          .contains("RSA key", file.toString())
          .hasLineCount(1);
    }
  }

  private static KeyPair pair(String algorithm, int bits) throws Exception {
    var generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private Path pem(String name, Key key) throws IOException {
    var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return Files.writeString(
        dir.resolve(name), "-----BEGIN KEY-----\n" + body + "\n-----END KEY-----\n");
  }

  private static JsonNode verified(String token, KeyPair keys) throws Exception {
    var parts = token.split("\\.", -1);
    assertThat(parts).hasSize(3);
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(keys.getPublic());
    signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    return JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
  }
}
