package io.belay.notification.cli;

import io.belay.notification.NotificationProperties;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/**
 * {@code ./belay preview}: every message as it would be sent, in every language and market, with
 * encoding, parts and length. Exit code 0, or 1 where a text message takes more parts than are
 * sent, or 2 for arguments nobody understands.
 */
public final class PreviewCommand {
  private static final int TOO_LONG = 1;
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
      var preview =
          new Preview(properties.messageTexts(), properties, clock.instant(), wanted.get());
      return preview.print(out) ? 0 : TOO_LONG;
    }
  }
}
