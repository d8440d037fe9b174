package io.belay.notification.domain;

import io.belay.notification.domain.OutboxInput.ContactErased;
import io.belay.notification.domain.OutboxInput.ContactTold;
import io.belay.notification.domain.OutboxInput.DutyChanged;
import io.belay.notification.domain.OutboxInput.FollowUpArrived;
import io.belay.notification.domain.OutboxInput.NewsReplayed;
import io.belay.notification.domain.OutboxInput.OpeningToldContact;
import io.belay.notification.domain.OutboxInput.OutcomeReported;
import io.belay.notification.domain.OutboxInput.PartReported;
import io.belay.notification.domain.OutboxInput.WokenUp;
import java.time.Instant;

/**
 * Decides about the messages of one customer.
 *
 * <pre>
 * stage \ input    follow-up   contact   accepted          refused, expired    unknown           all parts   never arrives     wake-up
 * (none)           send | hold
 *                  | wait
 *                  | SUPPRESSED
 * AwaitingContact  superseded  send      -                 -                   -                 -           -                 SUPPRESSED no-contact
 * Held             superseded  -         -                 -                   -                 DELIVERED   -                 send | digest
 * OnItsWay         -           -         SMS: AtGateway    repeat, other       repeat, other     DELIVERED   other | give up   unknown
 *                                        e-mail: ACCEPTED  channel | give up   channel | UNKNOWN
 * AtGateway        -           -         -                 other | give up     -                 DELIVERED   other | give up   other channel | ACCEPTED
 * Finished         -           -         UNKNOWN turns     no-outcome:         -                 DELIVERED   e-mail ACCEPTED:  -
 *                                        ACCEPTED          repeat, other                                     not told, other
 *                                                                                                            duty by law: other | give up
 * </pre>
 *
 * <p>What is DELIVERED never goes back. Not to send is a result too, with one of these reasons:
 *
 * <pre>
 * no-template      there is no text for the type
 * notice-incomplete    a notice lacks what the law wants it to say
 * duplicate        the same words about the same case were said or wait to be
 * incident-told    the incident was told in another case
 * superseded       a newer message of the case says more
 * in-digest        said together with others
 * outbox-full      too many wait
 * no-contact       nobody said how to reach the customer, in time
 * opted-out        the customer does not want it
 * bounced          every address does not exist
 * restricted       the contact is kept for duties by law alone
 * contact-erased   the contact was erased while it waited
 * quiet-hours, frequency-cap, collecting    its time passed while it waited for that
 * </pre>
 *
 * Duties by law know only the first two and no-contact. One that ends without having been said, is
 * EXPIRED or GIVEN_UP, is told to its case: what counted as done by it is owed again.
 */
public final class OutboxRules {
  private OutboxRules() {}

  /** What an input does to an outbox; the same arguments always decide the same. */
  public static OutboxDecision decide(
      Outbox outbox, OutboxInput input, OutboxPolicy policy, Instant now) {
    var ruling = new Ruling(outbox, policy, now);
    switch (input) {
      case FollowUpArrived(var followUp) -> new Arrivals(ruling).take(followUp);
      case DutyChanged(var change) -> new Arrivals(ruling).take(change);
      case NewsReplayed(var news) -> new Arrivals(ruling).takeReplayed(news);
      case ContactTold(var contact) ->
          new ContactRules(ruling).learn(outbox.contacts().told(contact));
      case OpeningToldContact(var caseId, var contact) ->
          new ContactRules(ruling).learnFromOpening(caseId, contact);
      case ContactErased(var at) -> new ContactRules(ruling).forget(at);
      case OutcomeReported reported -> new Reports(ruling).take(reported);
      case PartReported reported -> new Reports(ruling).take(reported);
      case WokenUp(var readUpTo) -> {
        new Releases(ruling).lookAgain();
        new ContactRules(ruling).forgetAfterDuties(readUpTo);
      }
    }
    return ruling.decision();
  }
}
