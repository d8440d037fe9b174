package io.belay.escalation.pack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Collects the mistakes of one file, so that its author hears of all of them at once.
 *
 * <p>A published version is never changed, and cases run under it: it is not refused for what a
 * later release of Belay came to call a mistake.
 */
final class Problems {
  private static final Comparator<PackProblem> IN_ORDER_OF_THE_FILE =
      Comparator.comparingInt(PackProblem::line).thenComparingInt(PackProblem::column);

  private final String source;
  private final boolean published;
  private final List<PackProblem> found = new ArrayList<>();

  Problems(String source, boolean published) {
    this.source = source;
    this.published = published;
  }

  /** Whether cases may run under the file already. */
  boolean ofPublished() {
    return published;
  }

  void at(Node node, String message) {
    at(node.getStartMark(), message);
  }

  void at(Mark mark, String message) {
    at(mark.getLine() + 1, mark.getColumn() + 1, message);
  }

  void at(int line, int column, String message) {
    found.add(new PackProblem(source, line, column, message));
  }

  int count() {
    return found.size();
  }

  List<PackProblem> inOrder() {
    return found.stream().sorted(IN_ORDER_OF_THE_FILE).toList();
  }
}
