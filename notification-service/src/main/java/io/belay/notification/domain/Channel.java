package io.belay.notification.domain;

/** Ways to reach a customer. */
public enum Channel {
  /** A text message; its receipts prove that it arrived. */
  SMS,
  /** An e-mail; the mail server's acceptance is all there is to know. */
  EMAIL;

  /** Whether a receipt follows the gateway's acceptance. */
  public boolean hasReceipts() {
    return this == SMS;
  }
}
