package io.belay.intake.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one request, line or record becomes: the event, and what must not stand in it.
 *
 * @param kind what happened, for counting: OPENED or a type of event
 * @param texts masked free texts by field; empty when there are none
 * @param contact contact data that came with an opening
 */
public record Submission(
    String kind, CaseEvent event, Map<String, String> texts, @Nullable Contact contact) {
  /** The same, where its contact data is written already. */
  public Submission withoutContact() {
    return new Submission(kind, event, texts, null);
  }
}
