package io.belay.local.launch;

import java.io.PrintStream;

/** The terminal: colours and lines that change only where somebody looks at one. */
public final class Console {
  /** Colours by what they mean. */
  public enum Tone {
    PLAIN(""),
    QUIET("\u001b[2m"),
    STRONG("\u001b[1m"),
    GOOD("\u001b[32m"),
    WARNING("\u001b[33m"),
    BAD("\u001b[31m"),
    UP("\u001b[35m"),
    MESSAGE("\u001b[36m");

    private final String code;

    Tone(String code) {
      this.code = code;
    }
  }

  private static final String RESET = "\u001b[0m";
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final PrintStream out;
  private final boolean terminal;
  private boolean lineOpen;
  private boolean ended;

  public Console(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** The process's own; {@code belay.terminal} says whether a person looks. */
  public static Console standard() {
    return new Console(System.out, Boolean.getBoolean("belay.terminal"));
  }

  /** The text in a colour, where colours are shown. */
  public String toned(Tone tone, String text) {
    return terminal && tone != Tone.PLAIN ? tone.code + text + RESET : text;
  }

  /** The result; whatever is said after it, by whichever thread, is not shown. */
  public synchronized void lastLine(String text) {
    line(text);
    ended = true;
  }

  /** A line. */
  public synchronized void line(String text) {
    if (ended) {
      return;
    }
    if (lineOpen) {
      out.print(CLEAR_LINE);
      lineOpen = false;
    }
    out.println(text);
    out.flush();
  }

  /** A line that the next one takes the place of; not shown where nobody looks. */
  public synchronized void passing(String text) {
    if (terminal && !ended) {
      out.print(CLEAR_LINE + text);
      out.flush();
      lineOpen = true;
    }
  }

  /**
   * Cuts or fills a text to a width of terminal columns; Chinese characters take two.
   *
   * @param columns at least 1
   */
  public static String fitted(String text, int columns) {
    var fitted = new StringBuilder();
    int used = 0;
    int width = width(text);
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      int wide = width(character);
      if (width > columns && used + wide > columns - 1) {
        fitted.append('…');
        used++;
        break;
      }
      fitted.appendCodePoint(character);
      used += wide;
      i += Character.charCount(character);
    }
    return fitted.append(" ".repeat(Math.max(0, columns - used))).toString();
  }

  private static int width(String text) {
    return text.codePoints().map(Console::width).sum();
  }

  private static int width(int character) {
    boolean wide =
        Character.isIdeographic(character)
            || (character >= 0x3000 && character <= 0x303f)
            || (character >= 0xff00 && character <= 0xff60)
            || character >= 0x1f300;
    return wide ? 2 : 1;
  }
}
