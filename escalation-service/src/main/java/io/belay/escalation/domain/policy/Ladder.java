package io.belay.escalation.domain.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tiers from the lowest to the highest. */
public record Ladder(List<Tier> tiers) {

  public Ladder {
    tiers = List.copyOf(tiers);
    if (tiers.isEmpty()) {
      throw new IllegalArgumentException("Expected a ladder to have at least one tier");
    }
  }

  /**
   * A rung.
   *
   * @param names as customers read it, by BCP 47 tag
   * @param queue where its cases lie unless somebody says otherwise
   */
  public record Tier(String name, Map<String, String> names, String queue) {
    public Tier {
      names = Map.copyOf(names);
    }
  }

  public Optional<Tier> find(String name) {
    return tiers.stream().filter(t -> t.name().equals(name)).findFirst();
  }

  /** The tier of this name, which must be on the ladder. */
  public Tier tier(String name) {
    return find(name)
        .orElseThrow(
            () -> new IllegalArgumentException("Expected tier '" + name + "' on the ladder"));
  }

  public Optional<Tier> above(String name) {
    int next = heightOf(name) + 1;
    return next < tiers.size() ? Optional.of(tiers.get(next)) : Optional.empty();
  }

  /** So many rungs above, at the top where the ladder has fewer; empty: this is the top. */
  public Optional<Tier> above(String name, int rungs) {
    int height = heightOf(name);
    int next = Math.min(height + rungs, tiers.size() - 1);
    return next > height ? Optional.of(tiers.get(next)) : Optional.empty();
  }

  public Optional<Tier> below(String name) {
    int next = heightOf(name) - 1;
    return next >= 0 ? Optional.of(tiers.get(next)) : Optional.empty();
  }

  /** 0 for the lowest. */
  public int heightOf(String name) {
    return tiers.indexOf(tier(name));
  }
}
