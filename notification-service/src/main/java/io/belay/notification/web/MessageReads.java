package io.belay.notification.web;

import java.util.Optional;
import reactor.core.publisher.Mono;

/** What is asked about a customer's messages, wherever the answer lies. */
public interface MessageReads {
  /** The customer's messages; empty: nothing is kept of this customer. */
  Mono<Optional<CustomerMessages>> messagesOf(String customerId);
}
