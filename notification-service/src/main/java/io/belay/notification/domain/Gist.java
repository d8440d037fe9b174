package io.belay.notification.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of what a message says, after the facts themselves are forgotten.
 *
 * @param words equal words say the same about the same case; empty: not known
 * @param incidentId the incident it is about; null: none
 * @param digestOf what a digest says; empty for any other message
 */
public record Gist(String words, @Nullable String incidentId, List<Telling> digestOf) {
  private static final int WORDS_BYTES = 8;

  /** For messages of releases that remembered nothing. */
  public static final Gist UNKNOWN = new Gist("", null, List.of());

  public Gist {
    digestOf = List.copyOf(digestOf);
  }

  /** One thing that was to be said to the customer. */
  public record Telling(String messageId, String caseId, String messageType) {
    static Telling of(FollowUp followUp) {
      return new Telling(followUp.messageId(), followUp.caseId(), followUp.messageType());
    }
  }

  static Gist of(FollowUp followUp) {
    return new Gist(
        hash(followUp),
        followUp.incidentId(),
        followUp.digestOf().stream().map(Telling::of).toList());
  }

  boolean saysTheSameAs(Gist other) {
    return !words.isEmpty() && words.equals(other.words);
  }

  private static String hash(FollowUp followUp) {
    var facts = followUp.facts();
    var all = new StringJoiner("\u001f");
    all.add(followUp.caseId()).add(followUp.messageType());
    all.add(facts.category().code()).add(facts.tier().code());
    all.add(String.valueOf(facts.agentName())).add(String.valueOf(facts.expectedBy()));
    var outcome = facts.outcome();
    all.add(String.valueOf(facts.waitingOn())).add(outcome == null ? "" : outcome.code());
    all.add(String.valueOf(facts.reason())).add(String.valueOf(facts.amount()));
    followUp.digestOf().forEach(each -> all.add(each.messageId()));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(all.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, WORDS_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected every Java platform to know SHA-256", e);
    }
  }
}
