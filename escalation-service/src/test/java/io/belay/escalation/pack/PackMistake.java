package io.belay.escalation.pack;

import static org.assertj.core.api.Assertions.assertThat;

/** One mistake in the sample pack: where it is reported, and what its author is told to do. */
final class PackMistake {
  /** Stands in a broken pack where its mistake is to be reported. */
  static final String HERE = "‸";

  private PackMistake() {}

  /**
   * The reader reports this mistake, there, and nothing else.
   *
   * @param part of the sample
   * @param broken what stands in its place
   */
  static void isReported(String part, String broken, String message) {
    var marked = SamplePack.with(part, broken);
    var before = marked.substring(0, marked.indexOf(HERE));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = before.substring(before.lastIndexOf('\n') + 1).length() + 1;

    var problems = SamplePack.problems(marked.replace(HERE, ""));

    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst()).hasToString("sample.yaml:%d:%d: %s", line, column, message);
  }
}
