package io.belay.notification.domain;

/** Queues towards a gateway; urgent messages overtake routine ones. */
public enum Lane {
  URGENT,
  ROUTINE
}
