package io.belay.notification.cli;

import io.belay.notification.NotificationProperties;
import io.belay.notification.rendering.MessageTexts;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/**
 * {@code ./belay preview}: every message as it would be sent, in every language and market, with
 * encoding, parts and length. Exit code 0, or 1 where a text message takes more parts than are sent
 * or the texts are refused, such as for asking for a password, or 2 for arguments nobody
 * understands, such as a type that no text has.
 */
public final class PreviewCommand {
  private static final int UNFIT = 1;
  private static final int MISUSED = 2;

  private PreviewCommand() {}

  /** The settings of the service, and nothing else of it. */
  @EnableConfigurationProperties(NotificationProperties.class)
  static class Settings {}

  public static void main(String[] arguments) {
    // texts may be Chinese whatever the terminal's locale says
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    var err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    int exitCode = run(List.of(arguments), out, err, InstantSource.system());
    out.flush();
    System.exit(exitCode);
  }

  /** Empty where the service would not start with them; {@code err} is told why. */
  private static Optional<MessageTexts> texts(NotificationProperties properties, PrintStream err) {
    try {
      return Optional.of(properties.messageTexts());
    } catch (IllegalStateException unfit) {
      err.println(unfit.getMessage());
      return Optional.empty();
    }
  }

  /** False where something was asked for that is not there; {@code err} is told what there is. */
  private static boolean exists(
      PreviewArguments wanted,
      MessageTexts texts,
      NotificationProperties properties,
      PrintStream err) {
    return isOneOf(wanted.type(), "type of message", texts.messageTypes(), err)
        && isOneOf(wanted.language(), "language", texts.languages(), err)
        && isOneOf(wanted.market(), "market", properties.markets().keySet(), err);
  }

  private static boolean isOneOf(
      @Nullable String wanted, String what, Set<String> known, PrintStream err) {
    boolean isKnown = wanted == null || known.contains(wanted);
    if (!isKnown) {
      err.printf(
          "Expected a %s that exists, but '%s' does not; there are %s%n",
          what, wanted, String.join(", ", new TreeSet<>(known)));
    }
    return isKnown;
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err, InstantSource clock) {
    var wanted = PreviewArguments.read(arguments, err);
    if (wanted.isEmpty()) {
      return MISUSED;
    }
    try (var context =
        new SpringApplicationBuilder(Settings.class)
            .web(WebApplicationType.NONE)
            .bannerMode(Banner.Mode.OFF)
            .run(wanted.get().settings())) {
      var properties = context.getBean(NotificationProperties.class);
      var texts = texts(properties, err);
      if (texts.isEmpty()) {
        return UNFIT;
      }
      if (!exists(wanted.get(), texts.get(), properties, err)) {
        return MISUSED;
      }
      var preview = new Preview(texts.get(), properties, clock.instant(), wanted.get());
      return preview.print(out) ? 0 : UNFIT;
    }
  }
}
