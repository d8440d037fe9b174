package io.belay.escalation.pack;

import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.policy.PolicyRef;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The pack versions known to this process and which of them new cases get. Safe for any number of
 * threads; a version, once there, never changes or leaves.
 */
public final class PackLibrary {
  /** The market of cases whose own has no pack of its own. */
  public static final String ANY_MARKET = "*";

  private final Map<PolicyRef, Shelved> packs = new ConcurrentHashMap<>();
  private final Map<String, PolicyRef> active = new ConcurrentHashMap<>();

  private record Shelved(PackFile file, PolicyPack pack) {}

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

  /** Lets new cases of a market run under a version, which may be added later. */
  public void activate(String market, PolicyRef ref) {
    active.put(market, ref);
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
    var own = market == null ? null : active.get(market);
    var ref = own != null ? own : active.get(ANY_MARKET);
    return ref == null ? Optional.empty() : pack(ref);
  }

  /** Market → version. */
  public Map<String, PolicyRef> activations() {
    return Map.copyOf(active);
  }

  /** Every version, by name and version. */
  public List<PackFile> files() {
    return packs.values().stream()
        .map(Shelved::file)
        .sorted(Comparator.comparing(file -> file.ref().toString()))
        .toList();
  }
}
