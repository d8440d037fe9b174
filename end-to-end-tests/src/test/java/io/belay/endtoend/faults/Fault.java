package io.belay.endtoend.faults;

import java.time.Duration;

/** Something that happens to the system while it is used. */
interface Fault {
  /** What it is, as the report names it. */
  String name();

  /** It happens. */
  void strike(Cluster cluster);

  /** How long it lasts. */
  Duration lasts();

  /** It is over: whoever was hurt is started again, and may still need a moment. */
  void heal(Cluster cluster);
}
