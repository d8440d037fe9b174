package io.belay.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PeerProgramTest {
  private static final PeerProgram NOWHERE = new PeerProgram("no-such-program");

  @Test
  void aProgramOnThePathIsFound() {
    var shell = new PeerProgram("sh");

    assertThat(shell.isThere()).isTrue();
    assertThat(shell.path()).isExecutable();
  }

  @Test
  void aMissingProgramIsNamed() {
    assertThat(NOWHERE.whyNot()).contains("'no-such-program'");
    assertThatThrownBy(NOWHERE::path).hasMessage(NOWHERE.whyNot());
  }

  @Test
  void aMissingProgramFailsOnlyWhereEveryPeerIsRequired() {
    var before = System.getProperty("belay.peers", "optional");
    try {
      System.setProperty("belay.peers", "optional");
      assertThat(NOWHERE.isThere()).isFalse();
      System.setProperty("belay.peers", "required");
      assertThatThrownBy(NOWHERE::isThere).hasMessage(NOWHERE.whyNot());
    } finally {
      System.setProperty("belay.peers", before);
    }
  }
}
