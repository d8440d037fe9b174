package io.belay.local.operate;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** A command line taken apart: words, flags with a value, and flags that stand alone. */
final class Arguments {
  private static final Set<String> WHERE_AND_WHO =
      Set.of("--escalation", "--intake", "--token", "--bootstrap", "--client-config", "--registry");
  private static final Set<String> WITH_VALUE =
      Set.of(
          "--market",
          "--by",
          "--rate",
          "--key",
          "--public-key",
          "--out",
          "--since",
          "--acls",
          "--passwords",
          "--partitions",
          "--replicas");
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final Set<String> ALONE = Set.of("--dry-run", "--topics-only");

  private final List<String> words = new ArrayList<>();
  private final Map<String, String> values = new HashMap<>();
  private final Set<String> alone = new HashSet<>();

  Arguments(String... args) {
    var rest = Arrays.asList(args).iterator();
    while (rest.hasNext()) {
      var next = rest.next();
      if (WHERE_AND_WHO.contains(next) || WITH_VALUE.contains(next)) {
        var value = rest.hasNext() ? rest.next() : "--";
        if (value.startsWith("--")) {
          throw new Misused(next + " needs a value; ./belay --help shows which");
        }
        values.put(next, value);
      } else if (ALONE.contains(next)) {
        alone.add(next);
      } else if (next.startsWith("--")) {
        throw new Misused("unknown flag '" + next + "'; ./belay --help lists them");
      } else {
        words.add(next);
      }
    }
  }

  /**
   * Refuses what a command does not look at: a flag that it passed over might be the one that was
   * to hold it back.
   *
   * @param mostWords that it takes, its own name among them
   * @param flags that it takes, beside those that say where the system is and who asks
   */
  void requireOnly(int mostWords, String... flags) {
    var command = String.join(" ", words.subList(0, Math.min(mostWords, words.size())));
    if (words.size() > mostWords) {
      throw new Misused(
          "expected nothing after '%s', but found '%s'; ./belay --help shows what it takes"
              .formatted(command, words.get(mostWords)));
    }
    var surplus = new TreeSet<>(values.keySet());
    surplus.addAll(alone);
    surplus.removeAll(WHERE_AND_WHO);
    surplus.removeAll(Set.of(flags));
    if (!surplus.isEmpty()) {
      throw new Misused(
          "'%s' takes no %s; ./belay --help shows what it takes"
              .formatted(command, surplus.getFirst()));
    }
  }

  String word(int index, String what) {
    if (index >= words.size()) {
      throw new Misused("expected " + what + "; ./belay --help shows how");
    }
    return words.get(index);
  }

  String value(String flag, String usual) {
    return values.getOrDefault(flag, usual);
  }

  /** The base URL of a flag. */
  String url(String flag, String usual) {
    return url(value(flag, usual));
  }

  /** The same word, where it is a base URL. */
  static String url(String word) {
    try {
      var url = new URI(word);
      if (url.getHost() != null && SCHEMES.contains(url.getScheme())) {
        return word;
      }
    } catch (URISyntaxException e) {
      // refused below, as what has no scheme
    }
    throw new Misused("expected a URL such as http://127.0.0.1:8082, but found " + word);
  }

  /** The token of {@code --token}, or of the environment's {@code BELAY_TOKEN}. */
  String token() {
    var token = System.getenv("BELAY_TOKEN");
    return value("--token", token == null ? "" : token);
  }

  /** A whole number from 1 to 1,000. */
  int number(String flag, int usual) {
    return number(flag).orElse(usual);
  }

  /** The same, where what is usual is for others to say. */
  OptionalInt number(String flag) {
    var text = values.get(flag);
    if (text == null) {
      return OptionalInt.empty();
    }
    if (!text.matches("[1-9][0-9]{0,2}|1000")) {
      throw new Misused("expected a number from 1 to 1000 after " + flag + ", but found " + text);
    }
    return OptionalInt.of(Integer.parseInt(text));
  }

  /** Whether a flag with a value is there. */
  boolean isGiven(String flag) {
    return values.containsKey(flag);
  }

  /** Whether a flag that stands alone is there. */
  boolean has(String flag) {
    return alone.contains(flag);
  }
}
