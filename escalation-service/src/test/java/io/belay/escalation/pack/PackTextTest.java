package io.belay.escalation.pack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that are no YAML, or YAML that a pack has no use for. */
class PackTextTest {

  @Test
  void brokenYamlIsReportedWhereItBreaks() {
    assertThat(problems("pack: sample\nversion: \"1\nladder: []\n"))
        .singleElement()
        .asString()
        .startsWith("f.yaml:4:1: Expected YAML: while scanning a quoted scalar, found unexpected");
  }

  @Test
  void tabsAreReportedWhereTheyAre() {
    assertThat(problems("pack: sample\ncalendars:\n\toffice: x\n"))
        .singleElement()
        .asString()
        .startsWith("f.yaml:3:1: Expected YAML:");
  }

  @Test
  void anAliasIsRefused() {
    assertThat(problems("calendars:\n  a: {zone: UTC}\n  b: *x\n"))
        .containsExactly("f.yaml:3:6: Expected no alias: write out what '*x' stands for");
  }

  @Test
  void anAnchorIsRefusedWhereNothingRefersToIt() {
    assertThat(problems("pack: &x sample\n"))
        .containsExactly("f.yaml:1:7: Expected no anchor: delete '&x'");
    assertThat(problems("calendars:\n  a: &x {zone: UTC}\n"))
        .containsExactly("f.yaml:2:6: Expected no anchor: delete '&x'");
  }

  @Test
  void aTagIsRefusedWhateverItSays() {
    assertThat(problems("pack: !!str sample\n"))
        .containsExactly("f.yaml:1:7: Expected no tag: delete 'tag:yaml.org,2002:str'");
    assertThat(problems("ladder: !ladder []\n"))
        .containsExactly("f.yaml:1:9: Expected no tag: delete '!ladder'");
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(problems("[".repeat(13) + "]".repeat(13)))
        .containsExactly("f.yaml:1:13: Expected at most 12 levels of nesting");
  }

  @Test
  void aSecondDocumentIsRefused() {
    assertThat(problems("a: 1\n---\nb: 2\n")).singleElement().asString().startsWith("f.yaml:2:1:");
  }

  @Test
  void anEmptyFileIsNoPack() {
    assertThat(problems("# nothing yet\n"))
        .containsExactly(
            "f.yaml:1:1: Expected a policy pack, but the file says nothing: start with 'pack:'");
  }

  @Test
  void aListIsNoPack() {
    assertThat(problems("- pack\n"))
        .containsExactly("f.yaml:1:1: Expected keys and values of a policy pack, but found a list");
  }

  @Test
  void aTaggedValueIsNeverMadeAnObject() {
    assertThat(problems("!!java.util.Date {pack: sample}\n"))
        .containsExactly("f.yaml:1:1: Expected no tag: delete 'tag:yaml.org,2002:java.util.Date'");
    assertThat(problems("!pack {pack: sample}\n"))
        .containsExactly("f.yaml:1:1: Expected no tag: delete '!pack'");
  }

  @Test
  void anotherEncodingIsReportedAtItsFirstByte() {
    assertThat(problems("pack: sample\nversion: é\n".getBytes(ISO_8859_1)))
        .containsExactly("f.yaml:2:10: Expected UTF-8: save the file in that encoding");
  }

  @Test
  void anUnprintableCharacterIsReportedWhereItIs() {
    assertThat(problems("pack: sample\nversion: 一\u0007\n"))
        .containsExactly("f.yaml:2:11: Expected printable characters, but found U+0007: delete it");
  }

  @Test
  void aFileBeyondAMebibyteIsRefusedUnread() {
    assertThat(problems("#".repeat(1_048_577)))
        .containsExactly("f.yaml:1:1: Expected at most 1048576 bytes, but found 1048577");
  }

  @Test
  void aByteOrderMarkIsNoMistake() {
    assertThat(SamplePack.problems("\uFEFF" + SamplePack.TEXT)).isEmpty();
    assertThat(problems("\uFEFF[]\n"))
        .containsExactly("f.yaml:1:1: Expected keys and values of a policy pack, but found a list");
  }

  private static List<String> problems(String text) {
    return problems(text.getBytes(UTF_8));
  }

  private static List<String> problems(byte[] bytes) {
    return switch (new PackReader().read(bytes, "f.yaml")) {
      case PackReading.Read read -> List.of();
      case PackReading.Refused refused ->
          refused.problems().stream().map(PackProblem::toString).toList();
    };
  }
}
