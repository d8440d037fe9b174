package io.belay.intake.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Hides card numbers and secrets before anything is written. The rules lean towards hiding: an
 * order number that happens to be a valid card number is hidden too.
 */
public final class Masking {
  private final Consumer<Secret> counter;

  /**
   * @param counter told of each secret hidden
   */
  public Masking(Consumer<Secret> counter) {
    this.counter = counter;
  }

  /** Free text without card numbers, card codes, passwords and one-time codes. */
  public String prose(String text) {
    String folded = FoldedText.of(text);
    var spans = new ArrayList<>(CardNumbers.in(folded));
    spans.addAll(SpokenSecrets.in(folded));
    return hide(text, folded, spans);
  }

  /** A reference, name or code without card numbers. */
  public String label(String text) {
    String folded = FoldedText.of(text);
    return hide(text, folded, CardNumbers.in(folded));
  }

  /** Whether there is a card number in a code, which cannot be hidden there: it would be none. */
  boolean holdsCard(String code) {
    return !CardNumbers.in(FoldedText.of(code)).isEmpty();
  }

  private String hide(String text, String folded, List<Span> spans) {
    if (spans.isEmpty()) {
      return text;
    }
    var shown = new StringBuilder(text.length());
    int from = 0;
    for (var span : merged(spans)) {
      shown.append(text, from, span.start()).append(shown(span, folded));
      from = span.end();
      if (from < text.length() && Character.isLowSurrogate(text.charAt(from))) {
        from++;
      }
      counter.accept(span.secret());
    }
    return shown.append(text, from, text.length()).toString();
  }

  /** The last four digits of a card may be seen (PCI DSS 3.4), and tell two cards apart. */
  private static String shown(Span span, String folded) {
    if (span.secret() != Secret.CARD) {
      return span.secret().shownAs();
    }
    String digits = folded.substring(span.start(), span.end()).replaceAll("[^0-9]", "");
    return "[card " + digits.substring(digits.length() - 4) + "]";
  }

  /** Where two overlap all of both is hidden, under the name of the longer. */
  private static List<Span> merged(List<Span> spans) {
    var merged = new ArrayList<Span>();
    for (var span : spans.stream().sorted(Comparator.comparingInt(Span::start)).toList()) {
      if (!merged.isEmpty() && merged.getLast().overlaps(span)) {
        var last = merged.removeLast();
        boolean longer = span.end() - span.start() > last.end() - last.start();
        merged.add(
            new Span(
                last.start(),
                Math.max(last.end(), span.end()),
                longer ? span.secret() : last.secret()));
      } else {
        merged.add(span);
      }
    }
    return merged;
  }
}
