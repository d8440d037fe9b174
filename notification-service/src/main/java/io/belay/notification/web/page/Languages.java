package io.belay.notification.web.page;

import io.belay.notification.rendering.PageTexts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** The language of whoever is not known by a case. */
final class Languages {
  private static final int LONGEST_HEADER_CHARS = 200;

  private Languages() {}

  /** The first language the browser accepts that there are pages in; null: none. */
  static @Nullable String wanted(ServerHttpRequest request, PageTexts texts) {
    var accepted = request.getHeaders().getFirst("Accept-Language");
    if (accepted == null || accepted.length() > LONGEST_HEADER_CHARS) {
      return null;
    }
    for (var each : accepted.split(",", -1)) {
      var found = texts.match(each.split(";", 2)[0].strip());
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
