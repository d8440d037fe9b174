package io.belay.benchmarks;

import io.belay.contract.Topics;
import io.belay.local.FreePort;
import io.belay.local.inbox.Inbox;
import io.belay.local.inbox.LocalSmsCentre;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Messages through the dispatchers, from their topic to the gateway, beside the same library
 * without Belay: the same window and kept connections, receipts on, both signing.
 */
final class SendingTable {
  private static final int SMS_WINDOW = 10;
  private static final int MAIL_CONNECTIONS = 16;

  /** Until the compilers are almost idle; after so many rounds they are measured as is. */
  private static final int MOST_WARM_UP = 20;

  private static final int UNLIMITED_PER_SECOND = 50_000;
  private static final int KEY_BITS = 2_048;

  private final BenchPlatform platform;
  private final Path directory;
  private final PrintStream out;

  SendingTable(BenchPlatform platform, Path directory, PrintStream out) {
    this.platform = platform;
    this.directory = directory;
    this.out = out;
  }

  void print(int messages, int rounds) throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(KEY_BITS);
    var key = (RSAPrivateKey) generator.generateKeyPair().getPrivate();
    var phones = new Inbox();
    try (var centre = LocalSmsCentre.start(FreePort.any(), phones);
        var mails = new MailSink();
        var outboxes = new GroupLag(platform.bootstrapServers(), "notification");
        var deliveries = new DeliveryWriter(platform.bootstrapServers(), platform.avro())) {
      platform.startNotificationAlone(settings(centre.port(), mails.port(), key));
      var sms = new Arrivals();
      var receipts = new Arrivals();
      centre.onReceiptTaken(receipts::arrived);
      var mail = new Arrivals();
      mails.onArrival(mail::arrived);
      try (var subscription = phones.onArrival(message -> sms.arrived());
          var bareSms = new BareSms(centre.port(), SMS_WINDOW);
          var bareMail = new BareMail(mails.port(), MAIL_CONNECTIONS, key)) {
        out.println(
            "\nSMS, window %d, a backlog, until the last receipt is answered"
                .formatted(SMS_WINDOW));
        new Rounds(rounds)
            .after(outboxes::awaitNone)
            .with(
                "Belay, from the topic to the centre",
                () -> {
                  sms.expect(messages);
                  receipts.expect(messages);
                  deliveries.write(messages, "SMS", Topics.DELIVERIES_SMS_ROUTINE);
                  return receipts.awaitSince(sms);
                })
            .with(
                "jsmpp alone",
                () -> {
                  sms.expect(messages);
                  receipts.expect(messages);
                  bareSms.send(messages);
                  return receipts.awaitSince(sms);
                })
            .warmUp(platform.jvms(), MOST_WARM_UP, out)
            .print(out);
        int fewer = messages / 5;
        out.println("\nE-mail, %d kept connections, DKIM, a backlog".formatted(MAIL_CONNECTIONS));
        new Rounds(rounds)
            .after(outboxes::awaitNone)
            .with(
                "Belay, from the topic to the server",
                () -> {
                  mail.expect(fewer);
                  deliveries.write(fewer, "EMAIL", Topics.DELIVERIES_EMAIL_ROUTINE);
                  return mail.await();
                })
            .with("kept connections alone", () -> bareMail.send(fewer))
            .warmUp(platform.jvms(), MOST_WARM_UP, out)
            .print(out);
      }
    }
  }

  private Map<String, String> settings(int smsPort, int mailPort, RSAPrivateKey key)
      throws IOException, GeneralSecurityException {
    var file = directory.resolve("dkim.pem");
    Files.writeString(
        file,
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(key.getEncoded())));
    var settings = new LinkedHashMap<String, String>();
    settings.put("belay.sms.port", Integer.toString(smsPort));
    settings.put("belay.sms.window", Integer.toString(SMS_WINDOW));
    settings.put("belay.sms.rate-per-second", Integer.toString(UNLIMITED_PER_SECOND));
    settings.put("belay.email.port", Integer.toString(mailPort));
    settings.put("belay.email.connections", Integer.toString(MAIL_CONNECTIONS));
    settings.put("belay.email.rate-per-second", Integer.toString(UNLIMITED_PER_SECOND));
    settings.put("belay.email.dkim.domain", "belay.example");
    settings.put("belay.email.dkim.selector", "s1");
    settings.put("belay.email.dkim.private-key", file.toString());
    return settings;
  }
}
