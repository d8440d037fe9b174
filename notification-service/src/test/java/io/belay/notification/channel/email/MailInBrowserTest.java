package io.belay.notification.channel.email;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.local.PeerProgram;
import io.belay.notification.Samples;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Places.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each e-mail in each language in a real browser, as wide as a small phone and as a desktop. */
class MailInBrowserTest {
  private static final PeerProgram CHROMIUM = new PeerProgram("chromium");
  private static final int[] WIDTHS = {320, 1_000};
  private static final Pattern MEASURED =
      Pattern.compile("data-said=\"(\\S+) (\\d+) (\\d+) (\\d+)\"");

  @Test
  void nothingSticksOutOnAPhoneOrOnADesktop(@TempDir Path directory) throws Exception {
    assumeTrue(CHROMIUM.isThere(), CHROMIUM.whyNot());
    var page = new StringBuilder("<!doctype html><meta charset=utf-8><body>");
    int mails = 0;
    for (var locale : new String[] {"en", "zh-CN"}) {
      for (var type : Samples.TYPES) {
        var html = html(type, locale);
        // also for a person who wants to look
        Files.createDirectories(Path.of("target", "mails"));
        Files.writeString(Path.of("target", "mails", type + "." + locale + ".html"), html, UTF_8);
        for (int width : WIDTHS) {
          page.append(frame(type + "." + locale, width, html));
          mails++;
        }
      }
    }
    page.append(
        """
        <script>onload = () => { for (const f of document.querySelectorAll('iframe')) {
          const root = f.contentDocument.documentElement;
          f.dataset.said = `${f.name} ${f.width} ${root.scrollWidth} ${root.scrollHeight}`; } }</script>
        """);
    var file = directory.resolve("mails.html");
    Files.writeString(file, page, UTF_8);

    var measured = MEASURED.matcher(dom(file, directory));
    int seen = 0;
    while (measured.find()) {
      seen++;
      assertThat(Integer.parseInt(measured.group(3)))
          .as("%s at %s px", measured.group(1), measured.group(2))
          .isLessThanOrEqualTo(Integer.parseInt(measured.group(2)));
      assertThat(Integer.parseInt(measured.group(4))).isGreaterThan(300);
    }
    assertThat(seen).isEqualTo(mails).isPositive();
    if (Boolean.getBoolean("belay.pictures")) {
      MailPictures.take(CHROMIUM);
    }
  }

  private static String html(String type, String locale) {
    var place = new Place(locale, ZoneId.of("Asia/Shanghai"));
    var rendered =
        Samples.texts()
            .render(
                Samples.followUp(1, MessageClass.ROUTINE, type),
                Channel.EMAIL,
                "W".repeat(60),
                place,
                Samples.NOON);
    return Objects.requireNonNull(rendered.html());
  }

  private static String frame(String name, int width, String html) {
    var quoted = html.replace("&", "&amp;").replace("\"", "&quot;");
    return "<iframe name=\"%s\" width=\"%d\" height=\"900\" style=\"border:0\" srcdoc=\"%s\"></iframe>"
        .formatted(name, width, quoted);
  }

  private static String dom(Path file, Path directory) throws IOException, InterruptedException {
    var output = directory.resolve("dom.html");
    var process =
        new ProcessBuilder(
                CHROMIUM.path().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + directory.resolve("profile"),
                "--window-size=1400,900",
                "--dump-dom",
                file.toUri().toString())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the browser ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(output, UTF_8);
  }
}
