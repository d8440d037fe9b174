package io.belay.intake.web;

import io.belay.contract.TrackingToken;
import java.time.Duration;
import java.time.Instant;

/** The links under which customers follow their case. */
public final class TrackingLinks {
  private final TrackingToken.Keys keys;
  private final String baseUrl;
  private final Duration validFor;

  /**
   * @param baseUrl of the tracking page, without the token and the slash before it
   * @param validFor how long a link opens
   */
  public TrackingLinks(TrackingToken.Keys keys, String baseUrl, Duration validFor) {
    this.keys = keys;
    this.baseUrl = baseUrl;
    this.validFor = validFor;
  }

  String to(String caseId, String customerId, Instant now) {
    return baseUrl + "/" + keys.sign(new TrackingToken(caseId, customerId, now.plus(validFor)));
  }
}
