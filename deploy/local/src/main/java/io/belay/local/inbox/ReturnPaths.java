package io.belay.local.inbox;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** Where bounces go: of each address, the return path of the latest mail to it. */
final class ReturnPaths {
  private static final int MOST_ADDRESSES = 1_000;

  private final Map<String, String> latest =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  synchronized void arrived(String from, String to) {
    latest.put(to, from);
  }

  private synchronized String of(String to) {
    var returnPath = latest.get(to);
    if (returnPath == null) {
      throw new IllegalArgumentException("Expected a mail to " + to + " to have arrived");
    }
    return returnPath;
  }

  /** Delivers a notification as of RFC 3464 to the return path of the latest mail, by SMTP. */
  void giveBack(String to, String action, String status, int port) {
    var properties = new Properties();
    // a bounce of a bounce goes nowhere
    properties.setProperty("mail.smtp.from", "<>");
    var session = Session.getInstance(properties);
    var returnPath = of(to);
    var text = notification(to, action, status).replace("\n", "\r\n");
    try (var transport = session.getTransport("smtp")) {
      var mail =
          new MimeMessage(session, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
      transport.connect("127.0.0.1", port, null, null);
      transport.sendMessage(mail, new InternetAddress[] {new InternetAddress(returnPath)});
    } catch (MessagingException e) {
      throw new IllegalStateException("Expected the bounce to be taken", e);
    }
  }

  private static String notification(String to, String action, String status) {
    return """
    From: MAILER-DAEMON@mailbox.example
    Subject: Delivery Status Notification
    Auto-Submitted: auto-replied
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=delivery-status; boundary="=returned"

    --=returned
    Content-Type: text/plain

    Your message came to the mailbox and could not be put into it.

    --=returned
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mailbox.example

    Final-Recipient: rfc822; %s
    Action: %s
    Status: %s

    --=returned--
    """
        .formatted(to, action, status);
  }
}
