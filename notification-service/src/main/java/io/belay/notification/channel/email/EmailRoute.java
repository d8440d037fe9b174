package io.belay.notification.channel.email;

import io.belay.notification.channel.Route;
import io.belay.notification.domain.Outgoing.Delivery;
import io.belay.notification.domain.SendResult;
import io.belay.notification.domain.SendResult.Accepted;
import io.belay.notification.domain.SendResult.Refused;
import io.belay.notification.domain.SendResult.Unknown;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/** Sends e-mails to one mail server. */
public final class EmailRoute implements Route {
  private static final Refused LOST = new Refused("connection-lost", true);

  /**
   * What a mail meets on a kept connection that the server had ended, RFC 5321 3.8: it goes on a
   * new one.
   */
  private static final Set<SendResult> ENDS_OF_KEPT = Set.of(LOST, new Refused("smtp-421", true));

  private final EmailSettings settings;
  private final MailLink link;
  private final InstantSource clock;

  public EmailRoute(EmailSettings settings, InstantSource clock) {
    this.settings = settings;
    this.link = new MailLink(settings.route(), settings.server(), settings.author().domain());
    this.clock = clock;
  }

  @Override
  public void start() {
    link.start();
  }

  @Override
  public String name() {
    return settings.route();
  }

  @Override
  public boolean isUp() {
    return link.isUp();
  }

  @Override
  public SendResult send(Delivery delivery) {
    var author = settings.author();
    var bounces = author.bounces();
    var id = BounceAddresses.idOf(delivery.ref().id());
    var departure = new Departure();
    SMTPMessage mail;
    try {
      mail =
          departure.of(
              OutgoingMail.of(delivery, author, link.session(), clock.instant()),
              author.dkim(),
              bounces == null ? null : bounces.of(settings.route(), id));
    } catch (MessagingException e) {
      return new Refused("bad-address", false);
    }
    var ids = bounces == null ? List.<String>of() : List.of(id);
    var kept = link.kept();
    if (kept.isPresent()) {
      var result = send(mail, departure, kept.get(), ids);
      if (departure.contentLeft() || !ENDS_OF_KEPT.contains(result)) {
        return result;
      }
    }
    try {
      return send(mail, departure, link.open(), ids);
    } catch (MessagingException e) {
      return new Refused(Refused.ROUTE_DOWN, true);
    }
  }

  private SendResult send(
      SMTPMessage mail, Departure departure, Transport transport, List<String> ids) {
    try {
      transport.sendMessage(mail, mail.getAllRecipients());
      link.keep(transport);
      return new Accepted(ids);
    } catch (MessagingException e) {
      MailLink.closeQuietly(transport);
      var refused = MailRefusal.in(e);
      if (refused.isPresent()) {
        return refused.get();
      }
      // the final 250 may be lost although the server has the message
      return departure.contentLeft() ? new Unknown("connection-lost") : LOST;
    }
  }

  @Override
  public void close() {
    link.close();
  }
}
