package io.belay.escalation.simulate.report;

import java.util.Locale;
import org.springframework.web.util.HtmlUtils;

/** A drawing in the making; as wide as a phone, in units of its pixels. */
final class Svg {
  static final int WIDTH = 360;

  private final StringBuilder drawing = new StringBuilder();

  Svg(String meaning, double height) {
    drawing.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %.0f\" role=\"img\" aria-label=\"%s\">",
            WIDTH,
            height,
            HtmlUtils.htmlEscape(meaning)));
  }

  /** A filled box; its note appears where a pointer rests on it. */
  void box(Box box, String style, String note) {
    drawing.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\""
                + " %s><title>%s</title></rect>",
            box.x(),
            box.y(),
            box.width(),
            box.height(),
            style,
            HtmlUtils.htmlEscape(note)));
  }

  /** Text whose place is its start, its middle or its end, as the class says. */
  void text(double x, double y, String cssClass, String text) {
    drawing.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">%s</text>",
            x,
            y,
            cssClass,
            HtmlUtils.htmlEscape(text)));
  }

  void level(double fromX, double y) {
    drawing.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" class=\"level\"/>",
            fromX,
            y,
            WIDTH,
            y));
  }

  /** Where a box stands. */
  record Box(double x, double y, double width, double height) {}

  String done() {
    return drawing + "</svg>";
  }
}
