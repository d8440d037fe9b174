package io.belay.escalation.simulate;

/**
 * The cases one thread takes care of.
 *
 * @param index from 0
 * @param count of how many shares it is one
 */
record Share(int index, int count) {
  static final Share ALL = new Share(0, 1);

  boolean has(String caseId) {
    return Math.floorMod(caseId.hashCode(), count) == index;
  }
}
