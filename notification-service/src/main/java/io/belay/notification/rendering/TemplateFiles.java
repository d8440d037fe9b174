package io.belay.notification.rendering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The files of the messages folder, by path within it.
 *
 * @param textByPath such as {@code en/progress.sms.mustache}
 */
public record TemplateFiles(Map<String, String> textByPath) {
  private static final String SMS = ".sms.mustache";
  private static final String EMAIL = ".email.mustache";

  public TemplateFiles {
    textByPath = Map.copyOf(textByPath);
  }

  /**
   * @param location such as {@code classpath:messages/} or {@code file:/etc/belay/messages/}
   */
  public static TemplateFiles from(String location) {
    var files = new TreeMap<String, String>();
    try {
      for (var resource :
          new PathMatchingResourcePatternResolver().getResources(location + "**/*.*")) {
        files.put(pathOf(resource, location), resource.getContentAsString(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Expected a folder of messages at " + location, e);
    }
    return new TemplateFiles(files);
  }

  /** Each folder is a language, by BCP 47 tag. */
  public Set<String> languages() {
    var languages = new TreeSet<String>();
    for (var path : textByPath.keySet()) {
      if (path.contains("/")) {
        languages.add(path.substring(0, path.indexOf('/')));
      }
    }
    return languages;
  }

  /** Every type any language has a text for. */
  public Set<String> messageTypes() {
    var types = new TreeSet<String>();
    for (var path : textByPath.keySet()) {
      var name = path.substring(path.indexOf('/') + 1);
      for (var ending : Set.of(SMS, EMAIL)) {
        if (name.endsWith(ending)) {
          types.add(name.substring(0, name.length() - ending.length()));
        }
      }
    }
    return types;
  }

  String sms(String language, String messageType) {
    return text(language + "/" + messageType + SMS);
  }

  String email(String language, String messageType) {
    return text(language + "/" + messageType + EMAIL);
  }

  String text(String path) {
    var text = textByPath.get(path);
    if (text == null) {
      throw new IllegalStateException(
          "Expected the file '%s' among the messages, but it is not there".formatted(path));
    }
    return text;
  }

  private static String pathOf(Resource resource, String location) throws IOException {
    var url = resource.getURL().toString();
    var folder = location.substring(location.indexOf(':') + 1);
    return url.substring(url.lastIndexOf(folder) + folder.length());
  }
}
