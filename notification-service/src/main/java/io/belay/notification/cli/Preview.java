package io.belay.notification.cli;

import io.belay.notification.NotificationProperties;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.FollowUp;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Places.Place;
import io.belay.notification.domain.Rendered;
import io.belay.notification.domain.SmsText;
import io.belay.notification.rendering.MessageTexts;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A table of all messages, one line each, about a case that never was. */
final class Preview {
  private static final String LINE = "%-24s %-8s %-6s %-7s %-8s %5s %6s %6s  %s%n";

  private final MessageTexts texts;
  private final NotificationProperties properties;
  private final Instant now;
  private final PreviewArguments wanted;

  Preview(
      MessageTexts texts, NotificationProperties properties, Instant now, PreviewArguments wanted) {
    this.texts = texts;
    this.properties = properties;
    this.now = now;
    this.wanted = wanted;
  }

  /** False where a text message takes more parts than are sent. */
  boolean print(PrintStream out) {
    out.printf(
        LINE,
        "type",
        "language",
        "market",
        "channel",
        "encoding",
        "parts",
        "units",
        "chars",
        "version");
    int most = properties.sms().mostParts();
    int tooLong = 0;
    int shown = 0;
    Map<String, NotificationProperties.Market> markets = new TreeMap<>(properties.markets());
    for (var type : new TreeSet<>(texts.messageTypes())) {
      for (var language : new TreeSet<>(texts.languages())) {
        for (var market : markets.entrySet()) {
          if (wanted.wants(type, language, market.getKey())) {
            for (var channel : Channel.values()) {
              var place = new Place(language, market.getValue().zone());
              var rendered = texts.render(sample(type, market.getKey()), channel, "王芳", place, now);
              int parts = print(out, type, language, market.getKey(), channel, rendered);
              tooLong += parts > most ? 1 : 0;
              shown++;
            }
          }
        }
      }
    }
    out.printf("%d messages, %d of more than %d parts%n", shown, tooLong, most);
    return tooLong == 0;
  }

  private int print(
      PrintStream out,
      String type,
      String language,
      String market,
      Channel channel,
      Rendered rendered) {
    var text = rendered.text();
    int characters = text.codePointCount(0, text.length());
    var sms = SmsText.of(text);
    int parts = channel == Channel.SMS ? sms.parts().size() : 1;
    var encoding = channel == Channel.SMS ? sms.encoding().name() : "UTF-8";
    int units = channel == Channel.SMS ? sms.units() : text.getBytes(StandardCharsets.UTF_8).length;
    out.printf(
        LINE,
        type,
        language,
        market,
        channel,
        encoding,
        parts,
        units,
        characters,
        rendered.template());
    if (wanted.withTexts()) {
      if (rendered.subject() != null) {
        out.println("    " + rendered.subject());
      }
      text.lines().forEach(line -> out.println("    " + line));
    }
    return parts;
  }

  private FollowUp sample(String type, String market) {
    return new FollowUp(
        "C-1",
        SampleCase.ID,
        7,
        now,
        type,
        MessageClass.ROUTINE,
        market,
        null,
        SampleCase.facts(now));
  }
}
