package io.belay.escalation.domain.policy;

/** A pack in one of its versions; printed as pack@version. */
public record PolicyRef(String pack, String version) {
  @Override
  public String toString() {
    return pack + "@" + version;
  }
}
