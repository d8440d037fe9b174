package io.belay.notification.channel.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.local.FreePort;
import io.belay.local.fuzz.FuzzRun;
import io.belay.local.fuzz.Mutations;
import io.belay.notification.NotificationMetrics;
import io.belay.notification.Quiet;
import io.belay.notification.channel.DispatchReports;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes back as a bounce: it is a receipt or counted as unreadable, each command has its
 * answer, and the next bounce is taken.
 */
class FuzzedBouncesTest {
  private static final BounceAddresses ADDRESSES =
      new BounceAddresses("b", "bounces.example", "0123456789abcdef0123456789abcdef");
  private static final String ID = BounceAddresses.idOf("case/7/1");
  private static final int ANSWER_WITHIN_MILLIS = 30_000;

  @Test
  void aMailOfAnyShapeIsAReportOrNone() {
    try (var run = FuzzRun.of("delivery status notifications", 900, 60_000)) {
      var mails = new BouncedMails(run, samples());
      for (int i = 0; i < run.inputs(); i++) {
        var report = BounceReport.read(mails.next());
        run.became(report.map(BounceReport::state).orElse("not a notification"));
        report.ifPresent(
            told -> {
              assertThat(told.state())
                  .isIn("DELIVERED", "UNDELIVERED", "REJECTED", "EXPIRED", "ENROUTE");
              assertThat(told.status() == null ? "5.0.0" : told.status())
                  .matches("[245]\\.\\d{1,3}\\.\\d{1,3}");
            });
      }
      assertThat(run.outcomes())
          .containsKeys("UNDELIVERED", "REJECTED", "EXPIRED", "not a notification");
    }
  }

  @Test
  void whateverIsSaidAtTheDoorIsAnsweredAndTheNextBounceIsTaken() throws IOException {
    var records =
        new MockProducer<String, Object>(
            true, null, new StringSerializer(), (topic, value) -> new byte[0]);
    var meters = new SimpleMeterRegistry();
    int port = FreePort.any();
    var door =
        new BounceDoor(
            "127.0.0.1",
            port,
            ADDRESSES,
            new DispatchReports(
                records,
                new MockProducer<>(
                    true, null, new ByteArraySerializer(), new ByteArraySerializer())),
            new NotificationMetrics(meters),
            InstantSource.system());
    door.start();
    try (var quiet = Quiet.about("org.subethamail");
        var run = FuzzRun.of("SMTP at the bounce door", 300, 20_000)) {
      var mails = new BouncedMails(run, samples());
      var mutations = new Mutations(run.random());
      for (int i = 0; i < run.inputs(); i++) {
        var mail = run.onceIn(50) ? new byte[600_000] : mails.next();
        run.became(talk(port, run, mutations, mail));
      }
      assertThat(quiet).isNotNull();
      assertThat(run.outcomes()).containsKeys("250", "550", "552");
      assertThat(talk(port, ADDRESSES.of("smtp", ID), samples().getFirst())).isEqualTo("250");
      assertThat(records.history())
          .last()
          .satisfies(r -> assertThat(r.key()).isEqualTo("smtp|" + ID));
    } finally {
      door.stop();
    }
  }

  /** One connection, something wrong at one place of it; the last answer there was. */
  private static String talk(int port, FuzzRun run, Mutations mutations, byte[] mail)
      throws IOException {
    var to = ADDRESSES.of("smtp", ID);
    if (run.onceIn(4)) {
      to = new String(mutations.of(to.getBytes(UTF_8)), ISO_8859_1);
    }
    if (!run.onceIn(3)) {
      return talk(port, to, mail);
    }
    var command =
        run.oneOf(
            List.of(
                "EHLO there",
                "MAIL FROM:<>",
                "RCPT TO:<" + to + ">",
                "DATA",
                "BDAT 999999999999",
                "VRFY all",
                "STARTTLS",
                "AUTH PLAIN AAAA",
                "HELP " + "x".repeat(run.random().nextInt(30_000)),
                "\u0000\u0001\u0002"));
    try (var line = new Line(port)) {
      line.say((run.onceIn(2) ? "EHLO there" : "HELO there").getBytes(ISO_8859_1));
      return line.say(mutations.of(command.getBytes(ISO_8859_1)));
    }
  }

  private static String talk(int port, String to, byte[] mail) throws IOException {
    try (var line = new Line(port)) {
      line.say("EHLO there".getBytes(ISO_8859_1));
      line.say("MAIL FROM:<>".getBytes(ISO_8859_1));
      var known = line.say(("RCPT TO:<" + to + ">").getBytes(ISO_8859_1));
      var ready = line.say("DATA".getBytes(ISO_8859_1));
      if (!ready.equals("354")) {
        return known.equals("250") ? ready : known;
      }
      var text = new String(mail, ISO_8859_1).replace("\n.", "\n..");
      return line.say((text + "\r\n.").getBytes(ISO_8859_1));
    }
  }

  private static List<byte[]> samples() {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/bounces"))) {
      return files.sorted().map(FuzzedBouncesTest::sample).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] sample(Path file) {
    try {
      return Files.readString(file).replace("\n", "\r\n").getBytes(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A bare SMTP client. */
  private static final class Line implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    Line(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(ANSWER_WITHIN_MILLIS);
      in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      answer();
    }

    /** The code of the answer; "closed" where the connection was ended instead. */
    String say(byte[] command) {
      try {
        var out = socket.getOutputStream();
        // at once: a second write would wait for the acknowledgement of the first
        var line = Arrays.copyOf(command, command.length + 2);
        line[command.length] = '\r';
        line[command.length + 1] = '\n';
        out.write(line);
        return answer();
      } catch (java.net.SocketTimeoutException silent) {
        throw new AssertionError(
            "Expected an answer to " + new String(command, ISO_8859_1), silent);
      } catch (IOException gone) {
        return "closed";
      }
    }

    private String answer() throws IOException {
      @Nullable String line;
      do {
        line = in.readLine();
      } while (line != null && line.length() > 3 && line.charAt(3) == '-');
      return line == null ? "closed" : line.substring(0, Math.min(3, line.length()));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
