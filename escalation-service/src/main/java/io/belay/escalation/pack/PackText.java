package io.belay.escalation.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** Turns a file's bytes into YAML's node graph, or says where it is no YAML for a pack. */
final class PackText {
  static final int MAX_BYTES = 1 << 20;
  static final int MAX_DEPTH = 12;

  private final Problems problems;

  PackText(Problems problems) {
    this.problems = problems;
  }

  Optional<Node> compose(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      problems.at(1, 1, "Expected at most " + MAX_BYTES + " bytes, but found " + bytes.length);
      return Optional.empty();
    }
    return decode(bytes).flatMap(this::compose);
  }

  private Optional<Node> compose(String text) {
    try {
      if (!plain(text)) {
        return Optional.empty();
      }
      var root = Optional.ofNullable(yaml().compose(new StringReader(text)));
      if (root.isEmpty()) {
        problems.at(1, 1, "Expected a policy pack, but the file says nothing: start with 'pack:'");
      }
      return root;
    } catch (MarkedYAMLException unreadable) {
      problems.at(placeOf(unreadable), "Expected YAML: " + reasonOf(unreadable));
    } catch (ReaderException unreadable) {
      at(
          text.substring(0, text.offsetByCodePoints(0, unreadable.getPosition())),
          "Expected printable characters, but found U+%04X: delete it"
              .formatted(unreadable.getCodePoint()));
    }
    return Optional.empty();
  }

  /** Without references, tags and deep nesting, which a pack has no use for and an attacker has. */
  private boolean plain(String text) {
    int depth = 0;
    for (Event event : yaml().parse(new StringReader(text))) {
      if (event instanceof AliasEvent alias) {
        problems.at(
            alias.getStartMark(),
            "Expected no alias: write out what '*" + alias.getAnchor() + "' stands for");
        return false;
      }
      var needless = problems.ofPublished() ? Optional.<String>empty() : needless(event);
      if (needless.isPresent()) {
        problems.at(event.getStartMark(), needless.get());
        return false;
      }
      if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
        problems.at(event.getStartMark(), "Expected at most " + MAX_DEPTH + " levels of nesting");
        return false;
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
    return true;
  }

  private static Optional<String> needless(Event event) {
    return switch (event) {
      case NodeEvent node when node.getAnchor() != null ->
          Optional.of("Expected no anchor: delete '&" + node.getAnchor() + "'");
      case ScalarEvent scalar when scalar.getTag() != null -> Optional.of(noTag(scalar.getTag()));
      case CollectionStartEvent start when start.getTag() != null ->
          Optional.of(noTag(start.getTag()));
      default -> Optional.empty();
    };
  }

  private static String noTag(String tag) {
    return "Expected no tag: delete '%s'".formatted(tag);
  }

  private Optional<String> decode(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    var out = CharBuffer.allocate(bytes.length);
    if (UTF_8.newDecoder().decode(in, out, true).isError()) {
      at(out.flip().toString(), "Expected UTF-8: save the file in that encoding");
      return Optional.empty();
    }
    return Optional.of(out.flip().toString());
  }

  private void at(String textBefore, String message) {
    int lineStart = textBefore.lastIndexOf('\n') + 1;
    int line = 1 + (int) textBefore.chars().filter(c -> c == '\n').count();
    problems.at(line, 1 + textBefore.codePointCount(lineStart, textBefore.length()), message);
  }

  private static Mark placeOf(MarkedYAMLException unreadable) {
    var place = unreadable.getProblemMark();
    return place != null ? place : unreadable.getContextMark();
  }

  private static String reasonOf(MarkedYAMLException unreadable) {
    var context = unreadable.getContext();
    return context == null ? unreadable.getProblem() : context + ", " + unreadable.getProblem();
  }

  private static Yaml yaml() {
    var options = new LoaderOptions();
    options.setCodePointLimit(MAX_BYTES);
    options.setNestingDepthLimit(MAX_DEPTH + 1);
    options.setMaxAliasesForCollections(0);
    return new Yaml(options);
  }
}
