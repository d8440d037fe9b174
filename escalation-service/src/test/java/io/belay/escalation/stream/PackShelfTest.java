package io.belay.escalation.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.belay.escalation.pack.PackFile;
import io.belay.escalation.pack.PackLibrary;
import io.belay.escalation.pack.PackReader;
import io.belay.escalation.pack.PackReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which pack files are published at the start. */
class PackShelfTest {
  private static final Path UK =
      Path.of(System.getProperty("belay.root"), "deploy", "policies", "market-uk.yaml");

  /** The last day on which a clock of 35 business days ends within the holidays of 2027. */
  private static final Instant IN_TIME = Instant.parse("2027-11-10T12:00:00Z");

  private static final Instant TOO_LATE = Instant.parse("2027-11-11T12:00:00Z");

  @TempDir Path dir;

  private final PackLibrary library = new PackLibrary();
  private PackShelf shelf = new PackShelf(List.of());

  @BeforeEach
  void thePackOfOneMarket() throws IOException {
    Files.copy(UK, dir.resolve("market-uk.yaml"));
    shelf = PackShelf.of(dir);
  }

  @Test
  void aNewVersionWhoseHolidaysEndBeforeItsLongestClockCouldIsRefused() {
    assertThat(shelf.newTo(library, IN_TIME)).hasSize(1);
    assertThatExceptionOfType(PackConflictException.class)
        .isThrownBy(() -> shelf.newTo(library, TOO_LATE))
        .withMessageContaining("market-uk@")
        .withMessageContaining("is not published")
        .withMessageContaining(
            "Expected holidays for as long as clock 'uk-disp-psd-outer' could run")
        .withMessageContaining("add those of the next year");
  }

  @Test
  void aPublishedVersionStartsAgainAlsoAtTheTurnOfTheYear() throws IOException {
    publish(Files.readAllBytes(UK), library);

    assertThat(shelf.newTo(library, Instant.parse("2027-12-31T23:00:00Z"))).isEmpty();
  }

  /** Cases run under it, and its bytes can never change. */
  @Test
  void aPublishedVersionStartsAgainWithWhatALaterReleaseRefuses() throws IOException {
    var yaml = Files.readString(UK).replaceFirst("pack: ", "pack: &name ");
    Files.writeString(dir.resolve("market-uk.yaml"), yaml);
    shelf = PackShelf.of(dir);
    assertThatExceptionOfType(PackConflictException.class)
        .isThrownBy(() -> shelf.newTo(library, IN_TIME))
        .withMessageContaining("Expected no anchor: delete '&name'");

    var topic = new PackLibrary();
    publish(yaml.getBytes(UTF_8), topic);
    assertThat(shelf.newTo(topic, IN_TIME)).isEmpty();
  }

  private static void publish(byte[] yaml, PackLibrary library) {
    var read = (PackReading.Read) new PackReader().readPublished(yaml, "market-uk.yaml");
    library.add(new PackFile(read.pack().ref(), yaml), read.pack());
  }
}
