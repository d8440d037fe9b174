package io.belay.notification.domain;

import java.util.Optional;
import java.util.Set;

/** What the outbox asks the texts: what can be put into words, and in which version. */
public interface Texts {
  /** Types there are texts for, in every language. */
  Set<String> messageTypes();

  /**
   * Why this cannot be said, as a stable code: no-template, or notice-incomplete for a notice that
   * lacks what the law wants it to say. Empty where it can.
   */
  Optional<String> refusal(FollowUp followUp);

  /**
   * Version of what a message of this type says to a reader of this language, by hash of all its
   * texts; empty for a type without texts.
   *
   * @param locale BCP 47 tag
   */
  String versionOf(String messageType, String locale);
}
