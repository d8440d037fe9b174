package io.belay.contract;

/**
 * Keys of {@code customer-contacts}. What a customer told of itself and what came beside an opening
 * have keys of their own, so that compaction keeps both: an opening names no opt-outs, and must not
 * be all that is left. Both are partitioned by customer.
 */
public final class ContactKeys {
  /**
   * Header of what came beside an opening: the id of the case it opened. An opening that is sent
   * again names the same case, whatever time it gives itself.
   */
  public static final String OPENED_CASE = "belay-opened-case";

  /** No customer's id has a control character: intake refuses them. */
  private static final String AT_OPENING = "\u001fopening";

  private ContactKeys() {}

  /** The key of what was told for itself: the customer's id. */
  public static String told(String customerId) {
    return customerId;
  }

  /** The key of what came beside the latest opening of a case. */
  public static String atOpening(String customerId) {
    return customerId + AT_OPENING;
  }

  public static boolean isAtOpening(String key) {
    return key.endsWith(AT_OPENING);
  }

  /** The customer of either key. */
  public static String customerOf(String key) {
    return isAtOpening(key) ? key.substring(0, key.length() - AT_OPENING.length()) : key;
  }
}
