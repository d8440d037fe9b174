package io.belay.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimMessage;
import org.simplejavamail.utils.mail.dkim.DkimSigner;

/** The mail library as it is, on connections that are kept, signing each message. */
final class BareMail implements AutoCloseable {
  private final RSAPrivateKey key;
  private final int connections;
  private final Session session;
  private final List<Transport> transports = new ArrayList<>();

  BareMail(int port, int connections, RSAPrivateKey key) {
    this.key = key;
    var properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(port));
    this.connections = connections;
    this.session = Session.getInstance(properties);
  }

  /** From the first message to the last answer; connections are opened before. */
  Rate send(int messages) throws InterruptedException, MessagingException {
    connect();
    var left = new AtomicInteger(messages);
    var failure = new AtomicReference<Exception>();
    var done = new CountDownLatch(transports.size());
    long started = System.nanoTime();
    for (var transport : transports) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  var signer = signer();
                  while (left.getAndDecrement() > 0) {
                    var mail = new DkimMessage(mail(), signer);
                    transport.sendMessage(mail, mail.getAllRecipients());
                  }
                } catch (Exception e) {
                  failure.set(e);
                } finally {
                  done.countDown();
                }
              });
    }
    done.await();
    if (failure.get() != null) {
      throw new IllegalStateException("Expected every message to be taken", failure.get());
    }
    return new Rate(messages, Duration.ofNanos(System.nanoTime() - started));
  }

  /** Anew: between two measurements a server may end what nobody uses. */
  private void connect() throws MessagingException {
    close();
    transports.clear();
    for (int i = 0; i < connections; i++) {
      var transport = session.getTransport("smtp");
      transport.connect();
      transports.add(transport);
    }
  }

  private DkimSigner signer() throws MessagingException {
    var signer = new DkimSigner("belay.example", "s1", key);
    signer.setHeaderCanonicalization(Canonicalization.RELAXED);
    signer.setBodyCanonicalization(Canonicalization.RELAXED);
    signer.setLengthParam(false);
    signer.setCopyHeaderFields(false);
    signer.setCheckDomainKey(false);
    return signer;
  }

  private MimeMessage mail() throws MessagingException {
    var mail = new MimeMessage(session);
    mail.setFrom(new InternetAddress("no-reply@belay.example"));
    mail.setRecipient(Message.RecipientType.TO, new InternetAddress("c@example.com"));
    mail.setSubject("Your case", UTF_8.name());
    mail.setSentDate(Date.from(Instant.now()));
    var text = new MimeBodyPart();
    text.setText(DeliveryWriter.TEXT, UTF_8.name());
    var html = new MimeBodyPart();
    html.setContent(DeliveryWriter.HTML, "text/html; charset=UTF-8");
    mail.setContent(new MimeMultipart("alternative", text, html));
    mail.saveChanges();
    return mail;
  }

  @Override
  public void close() throws MessagingException {
    for (var transport : transports) {
      transport.close();
    }
  }
}
