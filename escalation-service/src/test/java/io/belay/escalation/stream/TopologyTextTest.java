package io.belay.escalation.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.duetime.TickLimits;
import io.belay.escalation.pack.PackLibrary;
import io.belay.escalation.wire.CaseEvents;
import io.belay.escalation.wire.ProgressRecords;
import io.belay.escalation.wire.RoomEvents;
import io.belay.escalation.wire.WireBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TopologyTextTest {
  private static final String START = "<!-- topology:escalation -->";
  private static final String END = "<!-- /topology:escalation -->";

  /** With {@code -Dwrite.topology} the text is written instead of compared. */
  @Test
  void theArchitecturePageShowsTheTopologyAsItIs() throws IOException {
    var page = Path.of(System.getProperty("belay.root"), "docs", "architecture.md");
    var text = Files.readString(page);
    int from = text.indexOf(START) + START.length();
    int to = text.indexOf(END);
    assertThat(to).as("markers in " + page).isGreaterThan(from);
    var expected = "\n```text\n" + topology() + "```\n";

    if (System.getProperty("write.topology") != null) {
      text = text.substring(0, from) + expected + text.substring(to);
      Files.writeString(page, text);
      to = from + expected.length();
    }

    assertThat(text.substring(from, to)).isEqualTo(expected);
  }

  private static String topology() {
    var wire = new WireBytes();
    var cases =
        new CaseProcessors(
            new PackLibrary(), TickLimits.standard(), CaseObserver.NONE, new QueueBoard());
    var rooms = new Rooms(new RoomEvents(wire), RoomLimits.standard(), RoomObserver.NONE);
    return EscalationTopology.build(
                new CaseEvents(wire), ProgressRecords.serializer(wire), cases, rooms)
            .describe()
            .toString()
            .lines()
            .map(String::stripTrailing)
            .collect(java.util.stream.Collectors.joining("\n"))
            .strip()
        + "\n";
  }
}
