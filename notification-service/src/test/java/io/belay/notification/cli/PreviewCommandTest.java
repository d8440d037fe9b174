package io.belay.notification.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.notification.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;

class PreviewCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void everyTemplateLanguageAndMarketHasALine() {
    assertThat(run()).isZero();
    var lines = said(out).lines().toList();
    for (var type : Samples.TYPES) {
      for (var language : List.of("en", "zh-CN")) {
        for (var market : List.of("CN", "GB", "US", "SG", "IN", "AU", "HK")) {
          assertThat(lines)
              .filteredOn(line -> line.matches(type + " +" + language + " +" + market + " .*"))
              .as("%s %s %s", type, language, market)
              .hasSize(2);
        }
      }
    }
    assertThat(lines).last().asString().endsWith(" 0 of more than 6 parts");
  }

  @Test
  void aLineTellsEncodingPartsLengthAndVersion() {
    assertThat(run("--type", "progress", "--language", "zh-CN", "--market", "CN", "--text"))
        .isZero();
    var lines = said(out).lines().toList();
    assertThat(lines.get(1))
        .matches("progress +zh-CN +CN +SMS +UCS_2 +2 +\\d+ +\\d+  " + version("progress", "zh-CN"));
    assertThat(lines.get(2)).startsWith("    【港湾银行】您的工单9C1B44D2");
    assertThat(said(out)).doesNotContain("  en  ").doesNotContain("【】");
  }

  @Test
  void aTextMessageThatIsTooLongFailsThePreview(@TempDir Path folder) throws IOException {
    copy(new ClassPathResource("messages/").getFile().toPath(), folder);
    Files.writeString(
        folder.resolve("zh-CN/result.sms.mustache"),
        "【{{bank}}】{{case}}" + "结果".repeat(250) + "{{code}}");
    assertThat(run("--messages", folder.toString(), "--type", "result")).isEqualTo(1);
    assertThat(said(out)).contains(" of more than 6 parts");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {{bank}} {{code}}: tell us your password | to name no credential, but they say 'password'
          {{bank}} {{code}}: see www.bank.example  | to have no link of their own
          {{bank}} {{code}}: {{cace}}              | but they name [cace]
          {{bank}} {{code}}: {{#by}}               | by
          """)
  void textsTheServiceWouldRefuseFailThePreviewInOneLine(
      String text, String said, @TempDir Path folder) throws IOException {
    copy(new ClassPathResource("messages/").getFile().toPath(), folder);
    Files.writeString(folder.resolve("en/progress.sms.mustache"), text);
    assertThat(run("--messages", folder.toString())).isEqualTo(1);
    assertThat(said(err).lines()).singleElement().asString().contains(said);
    assertThat(said(out)).isEmpty();
  }

  @Test
  void whatNobodyUnderstandsIsSaidSo() {
    assertThat(run("--typo", "progress")).isEqualTo(2);
    assertThat(said(err)).contains("'--typo'").contains("usage: belay preview");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --type     | progres | type of message that exists, but 'progres'  | progress, promotion
          --language | zh      | language that exists, but 'zh'              | en, zh-CN
          --market   | cn      | market that exists, but 'cn'                | AT, AU, BE
          """)
  void whatDoesNotExistIsRefusedAndWhatDoesIsNamed(
      String option, String value, String said, String known) {
    assertThat(run(option, value)).isEqualTo(2);
    assertThat(said(err).lines()).singleElement().asString().contains(said).contains(known);
    assertThat(said(out)).isEmpty();
  }

  private int run(String... arguments) {
    return PreviewCommand.run(
        List.of(arguments), print(out), print(err), InstantSource.fixed(Samples.NOON));
  }

  private static String version(String type, String language) {
    return Samples.texts().versionOf(type, language);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String said(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        var target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
