package io.belay.escalation.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema that editors use says the same as the reader, as far as a schema can. */
class PackSchemaTest {
  private static final Path SCHEMA =
      Path.of(Objects.requireNonNull(System.getProperty("belay.root")))
          .resolve("deploy/policies/policy-pack.schema.json");

  private final Schema schema =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Files.readString(SCHEMA));

  PackSchemaTest() throws IOException {}

  static List<Path> shipped() throws IOException {
    return ShippedPacksTest.files();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void itAcceptsEveryShippedPack(Path file) throws IOException {
    assertThat(errors(Files.readString(file))).isEmpty();
  }

  @Test
  void itAcceptsAPackThatUsesEveryKey() {
    assertThat(errors(SamplePack.TEXT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          an unknown key              | queue: top                  | queue: top, colour: red
          a missing key               | , queue: top                |
          a missing language          | {en: us, zh-CN: 我们}        | {en: us}
          a number as version         | version: "1"                | version: 1
          a name with capitals        | pack: sample                | pack: Sample
          a duration without a unit   | P2: 30m                     | P2: 30
          a duration in days          | P2: 30m                     | P2: 2d
          a missing priority          | P3: 1h,                     |
          an unknown priority         | priority: P3                | priority: P5
          a clock nobody can stop     | [AGENT_REPLIED, RESOLVED]   | []
          an unknown event            | [AGENT_REPLIED, RESOLVED]   | [AGENT_REPLIED, SOLVED]
          an unknown message          | informed:result             | informed:results
          too much per cent           | 75%                         | 100%
          an unknown effect           | [apologise]                 | [apologize]
          hours without minutes       | 09:00-12:00                 | 9-12
          an unknown day              | mon-fri                     | weekdays
          an unknown occasion         | [warned, resolved]          | [warned, solved]
          a window that is missing    | window: 72h, internalClocks | internalClocks
          an unknown way with clocks  | internalClocks: keep        | internalClocks: pause
          an unknown way to go on     | onRelease: stay             | onRelease: wait
          a cool-down that is missing | {allowed: false}            | {allowed: true}
          a longest wait too few      | , OTHER: 48h                |
          working days of no law      | term: 15 business days      | term: 15 working days
          a statute without a source  | source: Rule 2,             |
          a statute agents can end    | ["milestone:TOLD"]          | [RESOLVED]
          an extension without a term | to: 35 business days,       |
          a Saturday no month has     | sat#2                       | sat#6
          a notice of no law          | notice-acknowledgement      | notice-farewell
          a notice without a field    | ombudsmanName:              | ombudsman:
          a notice on no occasion     | on: opened                  | on: closed
          a kind from another section | kind: internal              | kind: statutory
          """)
  void itRefusesWhatTheReaderRefuses(String what, String part, String broken) {
    var text = SamplePack.with(part, broken == null ? "" : broken);

    assertThat(SamplePack.problems(text)).as(what).isNotEmpty();
    assertThat(errors(text)).as(what).isNotEmpty();
  }

  @Test
  void itNamesTheUnknownKey() {
    assertThat(errors(SamplePack.with("urgent: true", "urgent: true, colour: red")))
        .singleElement()
        .extracting(Error::getMessage)
        .asString()
        .contains("colour");
  }

  private List<Error> errors(String yaml) {
    return schema.validate(yaml, InputFormat.YAML);
  }
}
