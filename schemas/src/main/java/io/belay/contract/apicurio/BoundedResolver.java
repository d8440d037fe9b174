package io.belay.contract.apicurio;

import io.apicurio.registry.resolver.DefaultSchemaResolver;
import io.apicurio.registry.resolver.SchemaParser;
import java.time.Duration;
import java.util.Map;

/**
 * The serde's own resolver, which waits for an answer of the registry for {@value #WITHIN_SECONDS}
 * seconds and not for ever: a registry that takes a question and never answers would hold the
 * stream that asked until somebody stops it. What fails so is the registry's trouble, and the
 * record is read again.
 *
 * @param <S> the schema as its library has it
 * @param <T> what is written or read
 */
public final class BoundedResolver<S, T> extends DefaultSchemaResolver<S, T> {
  private static final int WITHIN_SECONDS = 5;

  @Override
  public void configure(Map<String, ?> settings, SchemaParser<S, T> parser) {
    super.configure(settings, parser);
    setClientFacade(
        new BoundedRegistry(Duration.ofSeconds(WITHIN_SECONDS), System::nanoTime)
            .around(clientFacade));
  }
}
