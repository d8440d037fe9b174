package io.belay.notification.web.page;

import io.belay.notification.domain.IssuedCode;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Finds check codes that went out, wherever they lie. */
public interface CodeReads {
  Mono<Optional<IssuedCode>> findCode(String code);
}
