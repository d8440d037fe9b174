package io.belay.escalation.domain.lifecycle;

import java.util.HashSet;
import java.util.Set;

/**
 * What has happened since the case came to its tier: said once, or counted, for as long as it stays
 * there.
 *
 * @param alarmedFor clocks or causes for which it was said that there is no higher tier
 * @param apologisedFor clocks for which the customer has read an apology that was not made good
 * @param handOvers from queue to queue or team to team since an agent last answered
 * @param missedContacts tries to reach one another since an agent last answered
 */
public record Stay(
    Set<String> alarmedFor, Set<String> apologisedFor, int handOvers, int missedContacts) {

  public static final Stay NEW = new Stay(Set.of(), Set.of(), 0, 0);

  public Stay {
    alarmedFor = Set.copyOf(alarmedFor);
    apologisedFor = Set.copyOf(apologisedFor);
  }

  Stay alarmed(String clockOrCause) {
    return new Stay(with(alarmedFor, clockOrCause), apologisedFor, handOvers, missedContacts);
  }

  Stay apologised(String clock) {
    return new Stay(alarmedFor, with(apologisedFor, clock), handOvers, missedContacts);
  }

  /** The promise was kept after all: the next time it is in danger is news again. */
  Stay kept(String clock) {
    return new Stay(
        without(alarmedFor, clock), without(apologisedFor, clock), handOvers, missedContacts);
  }

  Stay handedOver() {
    return new Stay(alarmedFor, apologisedFor, handOvers + 1, missedContacts);
  }

  Stay contactMissed(int tries) {
    return new Stay(alarmedFor, apologisedFor, handOvers, missedContacts + tries);
  }

  Stay answered() {
    return new Stay(alarmedFor, apologisedFor, 0, 0);
  }

  private static Set<String> with(Set<String> names, String name) {
    var next = new HashSet<>(names);
    next.add(name);
    return next;
  }

  private static Set<String> without(Set<String> names, String name) {
    var next = new HashSet<>(names);
    next.remove(name);
    return next;
  }
}
