package io.belay.escalation.pack;

import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pack versions known to this process and which of them new cases get. Safe for any number of
 * threads; a version, once there, never changes or leaves.
 */
public final class PackLibrary {
  /** The market of cases whose own has no pack of its own. */
  public static final String ANY_MARKET = "*";

  /** Stands between a market and a legal entity or branch that has a pack of its own. */
  private static final String OF_MARKET = "/";

  private final Map<PolicyRef, Shelved> packs = new ConcurrentHashMap<>();
  private final Map<String, Activation> active = new ConcurrentHashMap<>();

  private record Shelved(PackFile file, PolicyPack pack) {}

  /** Told at a position of the topic. */
  private record Activation(PolicyRef ref, long position) {
    Activation orLater(Activation other) {
      return other.position >= position ? other : this;
    }
  }

  /** What became of a pack that was to be added. */
  public enum Addition {
    ADDED,
    /** The same version with the same bytes was there already. */
    KNOWN,
    /** The same version is there with other bytes and stays as it was. */
    REFUSED
  }

  /** Adds a version; {@code pack} is what {@code file} says. */
  public Addition add(PackFile file, PolicyPack pack) {
    if (!file.ref().equals(pack.ref())) {
      throw new IllegalArgumentException(
          "Expected the file of " + pack.ref() + ", but it is of " + file.ref());
    }
    var there = packs.putIfAbsent(file.ref(), new Shelved(file, pack));
    if (there == null) {
      return Addition.ADDED;
    }
    return there.file().sha256().equals(file.sha256()) ? Addition.KNOWN : Addition.REFUSED;
  }

  /**
   * Lets new cases of a market, or of a market/entity, run under a version, which may be added
   * later.
   */
  public void activate(String market, PolicyRef ref) {
    activate(market, ref, 0);
  }

  /**
   * As {@link #activate(String, PolicyRef)}, unless something later is known: whoever reads the
   * topic anew passes by what was in force before.
   *
   * @param position where in the topic it was told
   */
  public void activate(String market, PolicyRef ref, long position) {
    active.merge(market, new Activation(ref, position), Activation::orLater);
  }

  public Optional<PolicyPack> pack(PolicyRef ref) {
    return Optional.ofNullable(packs.get(ref)).map(Shelved::pack);
  }

  public Optional<PackFile> file(PolicyRef ref) {
    return Optional.ofNullable(packs.get(ref)).map(Shelved::file);
  }

  /**
   * The pack for a new case: its market's own, else the one for any market; empty while none is
   * active or the active version has not been added.
   */
  public Optional<PolicyPack> activeFor(@Nullable String market) {
    return activeFor(market, null);
  }

  /**
   * As {@link #activeFor(String)}, where the legal entity or branch may have one of its own: it may
   * be closed on other days than the rest of its market.
   */
  public Optional<PolicyPack> activeFor(@Nullable String market, @Nullable String entity) {
    var scopes = new ArrayList<String>();
    if (market != null && entity != null) {
      scopes.add(market + OF_MARKET + entity);
    }
    if (market != null) {
      scopes.add(market);
    }
    scopes.add(ANY_MARKET);
    return scopes.stream()
        .flatMap(scope -> Stream.ofNullable(active.get(scope)))
        .findFirst()
        .flatMap(found -> pack(found.ref()));
  }

  /** Market, or market/entity → version. */
  public Map<String, PolicyRef> activations() {
    return active.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, each -> each.getValue().ref()));
  }

  /** Every version, by name and version. */
  public List<PackFile> files() {
    return packs.values().stream()
        .map(Shelved::file)
        .sorted(Comparator.comparing(file -> file.ref().toString()))
        .toList();
  }
}
