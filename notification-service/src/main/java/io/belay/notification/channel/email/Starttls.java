package io.belay.notification.channel.email;

/** Whether a connection to a mail server is encrypted. */
public enum Starttls {
  /** Never; for a server on the same host. */
  NONE,
  /** Where the server offers it; then its certificate counts. */
  OPTIONAL,
  /** Always: a server that does not offer it gets no mail. */
  REQUIRED
}
