package io.belay.notification.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of all messages is to be shown; null: all.
 *
 * @param messages folder of the texts, instead of the service's
 * @param withTexts the texts themselves, too
 */
record PreviewArguments(
    @Nullable String type,
    @Nullable String language,
    @Nullable String market,
    @Nullable Path messages,
    boolean withTexts) {
  private static final String USAGE =
      "usage: belay preview [--type TYPE] [--language TAG] [--market CC] [--messages DIR] [--text]";

  /** Check codes of a preview are made up: nobody signs with this key. */
  private static final List<String> MADE_UP =
      List.of(
          "--belay.tracking.keys.preview=cHJldmlldy1wcmV2aWV3LXByZXZpZXctcHJldmlldy0=",
          "--belay.tracking.active-key=preview",
          "--logging.level.root=off");

  private static final String TEXT = "--text";
  private static final Set<String> WITH_VALUE =
      Set.of("--type", "--language", "--market", "--messages");

  /** Empty where nobody understands them; {@code err} is told why. */
  static Optional<PreviewArguments> read(List<String> arguments, PrintStream err) {
    Map<String, String> values = new HashMap<>();
    boolean withTexts = false;
    for (int at = 0; at < arguments.size(); at++) {
      var option = arguments.get(at);
      if (option.equals(TEXT)) {
        withTexts = true;
      } else if (WITH_VALUE.contains(option) && at + 1 < arguments.size()) {
        values.put(option, arguments.get(++at));
      } else {
        err.printf("Expected an option of preview with its value, but it is '%s'%n", option);
        err.println(USAGE);
        return Optional.empty();
      }
    }
    var folder = values.get("--messages");
    if (folder != null && !Files.isDirectory(Path.of(folder))) {
      err.printf("Expected a folder of messages, but '%s' is none%n", folder);
      return Optional.empty();
    }
    return Optional.of(
        new PreviewArguments(
            values.get("--type"),
            values.get("--language"),
            values.get("--market"),
            folder == null ? null : Path.of(folder),
            withTexts));
  }

  /** As settings of the service. */
  String[] settings() {
    var settings = new ArrayList<>(MADE_UP);
    if (messages != null) {
      var folder = messages.toAbsolutePath().normalize() + "/";
      settings.add("--belay.messages.location=file:" + folder);
    }
    return settings.toArray(String[]::new);
  }

  boolean wants(String messageType, String inLanguage, String forMarket) {
    return (type == null || type.equals(messageType))
        && (language == null || language.equals(inLanguage))
        && (market == null || market.equals(forMarket));
  }
}
