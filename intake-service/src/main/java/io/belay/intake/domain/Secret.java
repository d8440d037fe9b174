package io.belay.intake.domain;

/** The kinds of secrets that are hidden, and what is shown instead. */
public enum Secret {
  CARD("[card]"),
  CVV("[cvv]"),
  PASSWORD("[password]"),
  CODE("[code]");

  private final String shownAs;

  Secret(String shownAs) {
    this.shownAs = shownAs;
  }

  /** The text that stands where the secret stood. */
  public String shownAs() {
    return shownAs;
  }
}
