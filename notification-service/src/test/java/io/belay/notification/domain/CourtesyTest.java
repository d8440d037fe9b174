package io.belay.notification.domain;

import static io.belay.notification.Samples.NOON;
import static io.belay.notification.Samples.contact;
import static io.belay.notification.Samples.followUp;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import io.belay.notification.domain.Courtesy.Cap;
import io.belay.notification.domain.Gist.Telling;
import io.belay.notification.domain.OutboxInput.ContactTold;
import io.belay.notification.domain.OutboxInput.FollowUpArrived;
import io.belay.notification.domain.OutboxInput.OutcomeReported;
import io.belay.notification.domain.OutboxInput.WokenUp;
import io.belay.notification.domain.OutboxPolicy.Doubt;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CourtesyTest extends OutboxStory {
  private static final QuietHours NIGHT = new QuietHours(LocalTime.of(20, 0), LocalTime.of(8, 0));
  private static final Courtesy CHINA =
      new Courtesy(NIGHT, List.of(), Duration.ZERO, Duration.ofHours(1), Duration.ofHours(24));
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String DIGEST = "case-2/9/digest";

  @BeforeEach
  void theCustomerIsKnown() {
    when(new ContactTold(contact()));
  }

  @Test
  void aMarketsQuietHoursHoldForCustomersWhoNameNone() {
    market(CHINA);
    // noon UTC is 20:00 in Shanghai
    now = NOON.minusMillis(1);
    when(new FollowUpArrived(followUp(1, MessageClass.ROUTINE, "result")));
    assertThat(sentTypes()).as("just before").containsExactly("result");
    now = NOON;
    when(new FollowUpArrived(followUp(2, MessageClass.ROUTINE, "progress")));
    when(new FollowUpArrived(followUp(3, MessageClass.URGENT, "apology")));
    when(new FollowUpArrived(followUp(4, MessageClass.STATUTORY, "notice-delay")));
    assertThat(sentTypes()).containsExactly("result", "apology", "notice-delay");
    assertThat(outbox.message(Samples.CASE + "/2").orElseThrow().stage())
        .isInstanceOfSatisfying(
            Stage.Held.class,
            held -> {
              assertThat(held.reason()).isEqualTo("quiet-hours");
              assertThat(held.wakeAt()).isEqualTo(Instant.parse("2026-11-21T00:00:00Z"));
            });
  }

  @Test
  void ownQuietHoursGoBeforeTheMarkets() {
    market(CHINA);
    var lunch = new QuietHours(LocalTime.of(12, 0), LocalTime.of(13, 0));
    when(new ContactTold(contact(Samples.PHONE, null, lunch, Set.of())));
    when(new FollowUpArrived(followUp(1, MessageClass.ROUTINE)));
    assertThat(sends()).hasSize(1);
  }

  @Test
  void aMessageWhoseTimePassesInQuietHoursIsReportedWithThatReason() {
    market(CHINA);
    var shortLived =
        new FollowUp(
            Samples.CUSTOMER,
            Samples.CASE,
            1,
            NOON,
            "progress",
            MessageClass.ROUTINE,
            "CN",
            NOON.plus(HOUR),
            Samples.facts());
    when(new FollowUpArrived(shortLived));
    untilWoken();
    assertThat(now).isEqualTo(NOON.plus(HOUR));
    assertThat(reports()).containsExactly("SUPPRESSED quiet-hours last");
  }

  @Test
  void aboveTheCapMessagesWaitUntilItAllowsThem() {
    market(capped(2));
    for (int sequence = 1; sequence <= 3; sequence++) {
      when(new FollowUpArrived(followUp(sequence, MessageClass.ROUTINE)));
    }
    assertThat(sends()).hasSize(2);
    now = NOON.plus(HOUR).minusMillis(1);
    when(new WokenUp());
    assertThat(sends()).as("just before").hasSize(2);
    untilWoken();
    assertThat(now).isEqualTo(NOON.plus(HOUR));
    assertThat(sends()).hasSize(3);
  }

  @Test
  void theCapHoldsNeitherUrgentNorStatutoryNorListedTypes() {
    market(capped(1));
    when(new FollowUpArrived(followUp(1, MessageClass.ROUTINE)));
    when(new FollowUpArrived(followUp(2, MessageClass.ROUTINE, "acknowledgement")));
    when(new FollowUpArrived(followUp(3, MessageClass.URGENT)));
    when(new FollowUpArrived(followUp(4, MessageClass.STATUTORY, "notice-delay")));
    assertThat(sends()).hasSize(4);
  }

  @Test
  void whatMayGoAtTheSameMomentIsSaidInOneMessageAndProvesEach() {
    market(CHINA);
    when(new FollowUpArrived(about("case-1", 4, "progress")));
    when(new FollowUpArrived(about("case-2", 9, "promotion")));
    untilWoken();
    assertThat(sentTypes()).containsExactly("digest");
    assertThat(reports()).containsExactly("SUPPRESSED in-digest last", "SUPPRESSED in-digest last");
    var digest = "case-2/9/digest";
    when(new OutboxInput.OutcomeReported(digest, 1, Result.ACCEPTED, null, false, "smsc"));
    when(new OutboxInput.PartReported(digest, 1, 1, 1, true, "delivered"));
    assertThat(proofs()).containsExactly("informed:case-1/4", "informed:case-2/9");
  }

  @Test
  void moreThanADigestHoldsTakeAnother() {
    market(CHINA);
    for (int each = 1; each <= 5; each++) {
      when(new FollowUpArrived(about("case-" + each, 1, "progress")));
    }
    untilWoken();
    assertThat(sentTypes()).containsExactly("digest", "digest");
    assertThat(outbox.message("case-3/1/digest").orElseThrow().tellings()).hasSize(3);
    assertThat(outbox.message("case-5/1/digest").orElseThrow().tellings()).hasSize(2);
  }

  @Test
  void whatIsNeededAtOnceIsSaidOnItsOwnWhenQuietHoursEnd() {
    market(CHINA);
    when(new FollowUpArrived(about("case-1", 1, "acknowledgement")));
    when(new FollowUpArrived(about("case-2", 1, "progress")));
    when(new FollowUpArrived(about("case-3", 1, "progress")));
    untilWoken();
    assertThat(sentTypes()).containsExactlyInAnyOrder("acknowledgement", "digest");
    assertThat(outbox.message("case-3/1/digest").orElseThrow().tellings())
        .extracting(Telling::caseId)
        .containsExactly("case-2", "case-3");
  }

  @Test
  void aDigestSaysAndProvesOneThingOfEachCase() {
    market(CHINA);
    when(new FollowUpArrived(about("case-1", 1, "progress")));
    when(new FollowUpArrived(about("case-1", 2, "rating-request")));
    when(new FollowUpArrived(about("case-2", 1, "progress")));
    untilWoken();
    assertThat(sentTypes()).containsExactly("digest", "rating-request");
    assertThat(outbox.message("case-2/1/digest").orElseThrow().tellings())
        .extracting(Telling::messageId)
        .containsExactly("case-1/1", "case-2/1");
  }

  @Test
  void aMessageWaitsForOthersToBeSaidTogetherWith() {
    market(new Courtesy(null, List.of(), Duration.ofMinutes(10), Duration.ZERO, Duration.ZERO));
    when(new FollowUpArrived(about("case-1", 4, "progress")));
    after(Duration.ofMinutes(9));
    when(new FollowUpArrived(about("case-2", 9, "progress")));
    when(new FollowUpArrived(about("case-3", 2, "acknowledgement")));
    assertThat(sentTypes()).containsExactly("acknowledgement");
    untilWoken();
    assertThat(now).isEqualTo(NOON.plus(Duration.ofMinutes(10)));
    assertThat(sentTypes()).containsExactly("acknowledgement", "digest");
  }

  @Test
  void newerProgressSupersedesOlderThatStillWaits() {
    market(CHINA);
    when(new FollowUpArrived(about("case-1", 1, "progress")));
    when(new FollowUpArrived(about("case-2", 1, "progress")));
    when(new FollowUpArrived(about("case-1", 2, "promotion")));
    assertThat(reports()).containsExactly("SUPPRESSED superseded last");
    assertThat(outbox.message("case-1/1").orElseThrow().isOpen()).isFalse();
    assertThat(outbox.message("case-2/1").orElseThrow().isOpen()).isTrue();
  }

  @Test
  void whatAnUrgentMessageOvertookIsHeardAndLeftOutWhereThatSaysMore() {
    market(CHINA);
    when(new FollowUpArrived(about("case-1", 3, "promotion", MessageClass.URGENT)));
    assertThat(sentTypes()).containsExactly("promotion");
    when(new FollowUpArrived(about("case-1", 1, "progress")));
    assertThat(reports()).containsExactly("SUPPRESSED superseded last");
    when(new FollowUpArrived(about("case-1", 2, "acknowledgement")));
    assertThat(outbox.message("case-1/2").orElseThrow().isOpen())
        .as("an acknowledgement is not said by a promotion")
        .isTrue();
    when(new FollowUpArrived(about("case-1", 4, "progress")));
    assertThat(outbox.message("case-1/4").orElseThrow().isOpen()).as("newer").isTrue();
  }

  @Test
  void whatAnUrgentMessageOvertookAndSaysIsLeftOutAlsoWhereNothingWaits() {
    market(Courtesy.NONE);
    when(new FollowUpArrived(about("case-1", 3, "promotion", MessageClass.URGENT)));
    when(new FollowUpArrived(about("case-1", 1, "progress")));
    assertThat(sentTypes()).containsExactly("promotion");
    assertThat(reports()).containsExactly("SUPPRESSED superseded last");
    when(new FollowUpArrived(about("case-1", 2, "acknowledgement")));
    assertThat(sentTypes()).containsExactly("promotion", "acknowledgement");
  }

  @Test
  void aRoutineMessageThatWaitsForTheMorningReplacesNoUrgentOne() {
    market(CHINA);
    when(new FollowUpArrived(about("case-1", 1, "progress", MessageClass.URGENT)));
    for (int attempt = 1; attempt <= 2; attempt++) {
      when(new OutcomeReported("case-1/1", attempt, Result.REFUSED, "throttled", true, "smsc"));
    }
    when(new FollowUpArrived(about("case-1", 2, "promotion")));
    assertThat(outbox.message("case-1/1").orElseThrow().isOpen()).as("tried again").isTrue();

    when(new FollowUpArrived(about("case-2", 2, "promotion")));
    when(new OutboxInput.NewsReplayed(about("case-2", 1, "progress", MessageClass.URGENT)));
    assertThat(outbox.message("case-2/1").orElseThrow().isOpen()).as("replayed").isTrue();
    assertThat(reports()).isEmpty();
  }

  @Test
  void anUrgentMessageIsNoDuplicateOfARoutineOneThatWaits() {
    market(CHINA);
    when(new FollowUpArrived(about("case-1", 1, "progress")));
    when(new FollowUpArrived(about("case-1", 2, "progress", MessageClass.URGENT)));
    assertThat(sends()).hasSize(1);
  }

  @Test
  void anUrgentMessageThatAReleaseWithOneWayForAllTookIsNotSaidAgain() {
    var urgent = about("case-1", 3, "promotion", MessageClass.URGENT);
    when(new FollowUpArrived(urgent));
    outbox =
        new Outbox(
            outbox.contacts(),
            Map.of("case-1", 3L),
            outbox.messages(),
            outbox.sends(),
            outbox.suppressions(),
            outbox.duties());
    when(new FollowUpArrived(urgent));
    assertThat(sentTypes()).containsExactly("promotion");
  }

  @Test
  void whatIsReplayedDoesNotSupersedeWhatIsNewer() {
    market(CHINA);
    when(new FollowUpArrived(about("case-1", 3, "progress")));
    when(new OutboxInput.NewsReplayed(about("case-1", 2, "promotion")));
    assertThat(outbox.message("case-1/3").orElseThrow().isOpen()).isTrue();
  }

  @Test
  void whatIsReplayedIsNotSaidAfterANewerMessageThatSaysMore() {
    market(Courtesy.NONE);
    when(new FollowUpArrived(about("case-1", 3, "result")));
    when(new OutboxInput.NewsReplayed(about("case-1", 2, "progress")));
    assertThat(sentTypes()).containsExactly("result");
    assertThat(reports()).containsExactly("SUPPRESSED superseded last");
    when(new OutboxInput.NewsReplayed(about("case-2", 2, "progress")));
    when(new OutboxInput.NewsReplayed(about("case-1", 1, "acknowledgement")));
    assertThat(sentTypes()).containsExactly("result", "progress", "acknowledgement");
  }

  @Test
  void whatIsReplayedIsNotSaidAfterADigestThatSaysMore() {
    market(CHINA);
    when(new FollowUpArrived(about("case-1", 4, "promotion")));
    when(new FollowUpArrived(about("case-2", 9, "progress")));
    untilWoken();
    when(new OutboxInput.NewsReplayed(about("case-1", 3, "progress")));
    assertThat(sentTypes()).containsExactly("digest");
    assertThat(reports()).last().isEqualTo("SUPPRESSED superseded last");
  }

  @Test
  void whatIsReplayedIsSaidWhereWhatSaidMoreReachedNobody() {
    market(Courtesy.NONE);
    when(new FollowUpArrived(about("case-1", 3, "result")));
    when(refusedForGood("case-1/3", 1));
    when(refusedForGood("case-1/3", 2));
    assertThat(reports()).last().isEqualTo("GIVEN_UP test last");
    when(new OutboxInput.NewsReplayed(about("case-1", 2, "progress")));
    assertThat(sentTypes()).last().isEqualTo("progress");
  }

  @Test
  void whatPerhapsArrivedIsNotSuperseded() {
    policy = Samples.policy(courtesies(CHINA), new Doubt(true, 1, true));
    now = NOON.minus(Duration.ofHours(3));
    when(new FollowUpArrived(about("case-1", 1, "progress")));
    when(new FollowUpArrived(about("case-1", 2, "promotion")));
    assertThat(sentTypes()).as("on its way").containsExactly("progress", "promotion");
    assertThat(reports()).isEmpty();
  }

  @Test
  void theSameWordsAboutTheSameCaseAreSaidOnce() {
    market(CHINA);
    now = NOON.minus(Duration.ofHours(3));
    when(new FollowUpArrived(followUp(1, MessageClass.ROUTINE)));
    when(new FollowUpArrived(followUp(2, MessageClass.ROUTINE)));
    assertThat(reports()).containsExactly("SUPPRESSED duplicate last");
    when(new FollowUpArrived(about("case-2", 1, "progress")));
    assertThat(sends()).hasSize(2);
  }

  @Test
  void anIncidentIsToldOnceOverAllCasesOfACustomer() {
    market(CHINA);
    now = NOON.minus(Duration.ofHours(3));
    when(new FollowUpArrived(inIncident("case-1", "I-1")));
    when(new FollowUpArrived(inIncident("case-2", "I-1")));
    when(new FollowUpArrived(inIncident("case-3", "I-2")));
    assertThat(sends()).hasSize(2);
    assertThat(reports()).containsExactly("SUPPRESSED incident-told last");
  }

  @Test
  void anIncidentThatADigestTellsIsToldUnlessTheDigestIsGivenUp() {
    market(CHINA);
    when(new FollowUpArrived(inIncident("case-1", "I-1")));
    when(new FollowUpArrived(about("case-2", 1, "progress")));
    untilWoken();
    assertThat(sentTypes()).containsExactly("digest");
    when(new FollowUpArrived(inIncident("case-3", "I-1")));
    assertThat(reports()).last().isEqualTo("SUPPRESSED incident-told last");
    when(refusedForGood("case-2/1/digest", 1));
    when(refusedForGood("case-2/1/digest", 2));
    assertThat(reports()).last().isEqualTo("GIVEN_UP test last");
    when(new FollowUpArrived(inIncident("case-4", "I-1")));
    assertThat(sentTypes()).containsExactly("digest", "digest", "progress");
  }

  @Test
  void aDigestThatStillWaitsLeavesOutWhatANewerMessageSays() {
    market(CHINA);
    aDigestIsRefusedForNow();
    when(new FollowUpArrived(about("case-2", 10, "result")));
    assertThat(outbox.message(DIGEST).orElseThrow().tellings())
        .extracting(Telling::caseId)
        .containsExactly("case-1");
    untilWoken();
    assertThat(sentTypes()).containsExactly("digest", "result", "digest");
    assertThat(((OutboxEffect.Send) effects.getLast()).followUp().digestOf())
        .extracting(FollowUp::caseId)
        .containsExactly("case-1");
    when(new OutboxInput.OutcomeReported(DIGEST, 2, Result.ACCEPTED, null, false, "smsc"));
    when(new OutboxInput.PartReported(DIGEST, 2, 1, 1, true, "delivered"));
    assertThat(proofs()).containsExactly("informed:case-1/4");
  }

  @Test
  void aDigestWithNothingLeftToSayIsNotSent() {
    market(CHINA);
    aDigestIsRefusedForNow();
    when(new FollowUpArrived(about("case-1", 5, "result")));
    when(new FollowUpArrived(about("case-2", 10, "result")));
    assertThat(reports()).last().isEqualTo("SUPPRESSED superseded last");
    assertThat(outbox.message(DIGEST).orElseThrow().isOpen()).isFalse();
  }

  @Test
  void aDigestKeepsWhatIsNewerOrIsNotSaidByTheNewMessage() {
    market(CHINA);
    aDigestIsRefusedForNow();
    when(new OutboxInput.NewsReplayed(about("case-1", 3, "result")));
    when(new FollowUpArrived(about("case-2", 10, "apology")));
    assertThat(outbox.message(DIGEST).orElseThrow().tellings()).hasSize(2);
  }

  private void aDigestIsRefusedForNow() {
    when(new FollowUpArrived(about("case-1", 4, "progress")));
    when(new FollowUpArrived(about("case-2", 9, "progress")));
    untilWoken();
    when(new OutboxInput.OutcomeReported(DIGEST, 1, Result.REFUSED, "test", true, "smsc"));
    assertThat(outbox.message(DIGEST).orElseThrow().isUnsent()).isTrue();
  }

  private static OutboxInput refusedForGood(String messageId, int attempt) {
    return new OutboxInput.OutcomeReported(
        messageId, attempt, Result.REFUSED, "test", false, "smsc");
  }

  private void market(Courtesy courtesy) {
    policy = Samples.policy(courtesies(courtesy), new Doubt(true, 0, true));
  }

  private static Courtesies courtesies(Courtesy china) {
    return new Courtesies(
        Map.of("CN", china),
        Courtesy.NONE,
        Set.of("acknowledgement"),
        Map.of(
            "promotion", Set.of("progress", "promotion"),
            "result", Set.of("progress", "promotion")),
        new Courtesies.Digest(2, 3));
  }

  private static Courtesy capped(int most) {
    return new Courtesy(
        null, List.of(new Cap(most, HOUR)), Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  private static FollowUp about(String caseId, long sequence, String type) {
    return about(caseId, sequence, type, MessageClass.ROUTINE);
  }

  private static FollowUp about(
      String caseId, long sequence, String type, MessageClass messageClass) {
    return new FollowUp(
        Samples.CUSTOMER, caseId, sequence, NOON, type, messageClass, "CN", null, Samples.facts());
  }

  private static FollowUp inIncident(String caseId, String incidentId) {
    return new FollowUp(
        Samples.CUSTOMER,
        caseId,
        1,
        NOON,
        "progress",
        MessageClass.ROUTINE,
        "CN",
        null,
        Samples.facts(),
        incidentId,
        List.of());
  }
}
