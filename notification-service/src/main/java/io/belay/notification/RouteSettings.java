package io.belay.notification;

import io.belay.notification.channel.email.Author;
import io.belay.notification.channel.email.BounceAddresses;
import io.belay.notification.channel.email.EmailSettings;
import io.belay.notification.channel.email.MailSigner;
import io.belay.notification.channel.email.ServerSettings;
import io.belay.notification.channel.sms.CentreSettings;
import io.belay.notification.channel.sms.ReceiptIds;
import io.belay.notification.channel.sms.SmsSettings;
import io.belay.notification.domain.Senders;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From the service's settings to those of its channels. */
final class RouteSettings {
  private RouteSettings() {}

  static SmsSettings of(SmsProperties sms) {
    return new SmsSettings(
        sms.route(),
        new CentreSettings(
            sms.host(),
            sms.port(),
            sms.systemId(),
            sms.password(),
            sms.systemType(),
            sms.answerTimeout(),
            sms.enquireLinkEvery(),
            sms.reconnectFirst(),
            sms.reconnectLongest(),
            sms.sessions()),
        new Senders(sms.sender(), sms.senders()),
        new ReceiptIds(sms.idFormat(), sms.receiptId()),
        sms.window(),
        sms.ratePerSecond(),
        sms.throttledPause(),
        sms.mostParts(),
        sms.urgentValidity(),
        sms.routineValidity());
  }

  static EmailSettings of(
      EmailProperties email, Map<String, String> bankNames, @Nullable BounceAddresses bounces) {
    var dkim = email.dkim();
    var unsubscribe = email.unsubscribe();
    return new EmailSettings(
        email.route(),
        new ServerSettings(
            email.host(),
            email.port(),
            email.username(),
            email.password(),
            email.starttls(),
            email.trustedCertificates(),
            email.connections(),
            email.connectTimeout(),
            email.answerTimeout(),
            email.idleAtMost()),
        new Author(
            email.from(),
            bankNames,
            email.domain(),
            unsubscribe == null
                ? null
                : new Author.Unsubscribe(unsubscribe.url(), unsubscribe.oneClick()),
            bounces,
            dkim == null ? null : MailSigner.of(dkim.domain(), dkim.selector(), dkim.privateKey())),
        email.ratePerSecond());
  }

  static BounceAddresses of(EmailProperties.Bounces bounces) {
    return new BounceAddresses(bounces.prefix(), bounces.domain(), bounces.secret());
  }
}
