package io.belay.notification.channel.email;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Mail servers and authors as tests set them. */
public final class EmailSamples {
  public static final Author AUTHOR =
      new Author(
          "no-reply@belay.example",
          Map.of("en", "Harbour Bank"),
          "belay.example",
          null,
          null,
          null);

  private EmailSamples() {}

  public static EmailSettings settings(int port) {
    return settings(port, AUTHOR);
  }

  public static EmailSettings settings(int port, Author author) {
    return settings("127.0.0.1", port, author, Starttls.OPTIONAL, null);
  }

  static EmailSettings settings(
      String host, int port, Author author, Starttls starttls, @Nullable Path trusted) {
    return new EmailSettings(
        "smtp",
        new ServerSettings(
            host,
            port,
            "",
            "",
            starttls,
            trusted,
            4,
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(20)),
        author,
        1_000);
  }
}
