package io.belay.local.operate;

import io.belay.local.LocalKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code token}: what an identity provider would issue, where services know a public key instead.
 * Nothing of it is assumed but the length of its life: who asks names every scope.
 *
 * @param key file of an RSA key, PKCS 8 as PEM
 * @param client who it is for: intake tells the requests of one from another's by it
 * @param scope its scopes, separated by spaces
 */
record TokenCommand(Path key, String client, String scope, Duration life) {
  static final List<String> SCOPES =
      List.of(
          "cases:write",
          "cases:read",
          "contacts:write",
          "contacts:read",
          "extensions:approve",
          "ops");

  private static final String WORD = "token";
  private static final List<String> FLAGS = List.of("--key", "--scope", "--client", "--for");
  private static final Pattern CLIENT = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final Pattern LIFE = Pattern.compile("([1-9][0-9]{0,3})([mh])");
  private static final Pattern BETWEEN_SCOPES = Pattern.compile("[ ,]+");
  private static final Duration USUAL = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final int FEWEST_BITS = 2_048;

  /** Whether a command line asks for a token. */
  static boolean isMeant(String... args) {
    return args.length > 0 && args[0].equals(WORD);
  }

  /** Takes a command line apart that begins with the word {@code token}. */
  static TokenCommand of(String... args) {
    var values = new HashMap<String, String>();
    var rest = Arrays.asList(args).subList(1, args.length).iterator();
    while (rest.hasNext()) {
      var flag = rest.next();
      if (!FLAGS.contains(flag)) {
        throw new Misused(
            "token takes %s only, but found '%s'".formatted(String.join(", ", FLAGS), flag));
      }
      if (!rest.hasNext()) {
        throw new Misused(flag + " needs a value");
      }
      if (values.put(flag, rest.next()) != null) {
        throw new Misused(flag + " was given twice");
      }
    }
    return new TokenCommand(
        Path.of(needed(values, "--key", "FILE, such as deploy/secrets.local/jwt-private-key.pem")),
        client(values.getOrDefault("--client", "operator")),
        scopes(needed(values, "--scope", "'SCOPE …', of " + String.join(", ", SCOPES))),
        life(values.get("--for")));
  }

  /**
   * The token.
   *
   * @throws IllegalStateException when the file holds no such key
   */
  String token() {
    return new LocalKeys(keyPair()).token(client, scope, life);
  }

  private static String needed(Map<String, String> values, String flag, String what) {
    var value = values.get(flag);
    if (value == null || value.isBlank()) {
      throw new Misused("expected " + flag + " " + what);
    }
    return value;
  }

  private static String client(String name) {
    if (!CLIENT.matcher(name).matches()) {
      throw new Misused(
          "expected a name of letters, digits, dots, dashes after --client, but found " + name);
    }
    return name;
  }

  private static String scopes(String text) {
    var scopes =
        BETWEEN_SCOPES
            .splitAsStream(text.strip())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    for (var scope : scopes) {
      if (!SCOPES.contains(scope)) {
        throw new Misused(
            "expected scopes of %s, but found '%s'".formatted(String.join(", ", SCOPES), scope));
      }
    }
    return String.join(" ", scopes);
  }

  private static Duration life(@Nullable String text) {
    if (text == null) {
      return USUAL;
    }
    var found = LIFE.matcher(text);
    if (found.matches()) {
      int number = Integer.parseInt(found.group(1));
      var life = found.group(2).equals("h") ? Duration.ofHours(number) : Duration.ofMinutes(number);
      if (life.compareTo(LONGEST) <= 0) {
        return life;
      }
    }
    throw new Misused("expected 1m to 12h after --for, but found " + text);
  }

  private KeyPair keyPair() {
    try {
      var factory = KeyFactory.getInstance("RSA");
      if (factory.generatePrivate(new PKCS8EncodedKeySpec(pem())) instanceof RSAPrivateCrtKey own
          && own.getModulus().bitLength() >= FEWEST_BITS) {
        var shown = new RSAPublicKeySpec(own.getModulus(), own.getPublicExponent());
        return new KeyPair(factory.generatePublic(shown), own);
      }
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new IllegalStateException(whatIsExpected(), e);
    }
    throw new IllegalStateException(whatIsExpected());
  }

  private String whatIsExpected() {
    return "expected an RSA key of at least %d bits, PKCS 8 as PEM, in %s: as deploy/secrets makes one"
        .formatted(FEWEST_BITS, key);
  }

  private byte[] pem() throws IOException {
    var body =
        Files.readString(key, StandardCharsets.US_ASCII)
            .lines()
            .filter(line -> !line.startsWith("-----"))
            .collect(Collectors.joining());
    return Base64.getDecoder().decode(body.strip());
  }
}
