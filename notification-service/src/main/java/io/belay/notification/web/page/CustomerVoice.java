package io.belay.notification.web.page;

import io.belay.notification.domain.track.CustomerRequest;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Passes on what a customer asks for. */
public interface CustomerVoice {
  /** Completes when the broker has it on all in-sync replicas. */
  Mono<Void> tell(
      String eventId, String caseId, String customerId, CustomerRequest request, Instant at);
}
