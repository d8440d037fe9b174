package io.belay.intake.web;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The caller's trace (W3C Trace Context), passed on to the records. */
final class TraceHeader {
  private static final Pattern FORM = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private TraceHeader() {}

  /** The header if there is one of the right form, else null. */
  static @Nullable String of(HttpHeaders headers) {
    String value = headers.getFirst("traceparent");
    return value != null && FORM.matcher(value).matches() ? value : null;
  }
}
