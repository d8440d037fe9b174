package io.belay.contract;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The notices a law may require: what a pack has to give and a text has to say, beside what is
 * known of every case. A pack or a text that lacks a field is refused before it is used.
 */
public enum StatutoryNotice {
  /** We have it, and which answer comes by when (UK DISP 1.6.1A, AU RG 271.51, HK IC-4). */
  ACKNOWLEDGEMENT("notice-acknowledgement", Set.of("timetable")),
  /**
   * We need longer: why, until when, and who else can be asked (PSD2 Art. 101, UK DISP 1.6.2, AU RG
   * 271.67, HK IC-4).
   */
  DELAY("notice-delay", Set.of("reasonForDelay", "ombudsmanName", "ombudsmanContact")),
  /** Money was credited for now, and what that means (US Reg E, 12 CFR 1005.11(c)(2)). */
  CREDIT("notice-credit", Set.of("creditTerms")),
  /**
   * Our decision, and what can be done about it (PSD2 Art. 101, CBIRC 2020 No. 3, RB-IOS 2026, AU
   * RG 271.53).
   */
  DECISION("notice-decision", Set.of("remedies", "ombudsmanName", "ombudsmanContact"));

  private final String messageType;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of, given above
  private final Set<String> fields;

  StatutoryNotice(String messageType, Set<String> fields) {
    this.messageType = messageType;
    this.fields = fields;
  }

  /** Type of the message, as in {@code FollowUpDue}. */
  public String messageType() {
    return messageType;
  }

  /** Names of what it has to say beside the case; all of them are required. */
  public Set<String> fields() {
    return fields;
  }

  /** The notice with this type of message; empty for messages no law asks for. */
  public static Optional<StatutoryNotice> ofType(String messageType) {
    return Arrays.stream(values())
        .filter(notice -> notice.messageType.equals(messageType))
        .findFirst();
  }
}
