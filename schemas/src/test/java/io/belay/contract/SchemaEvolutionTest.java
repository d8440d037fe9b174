package io.belay.contract;

import static org.apache.avro.SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;
import static org.apache.avro.SchemaCompatibility.SchemaCompatibilityType.INCOMPATIBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.belay.contract.ReleasedSchemas.Released;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was written under any released version stays readable. */
class SchemaEvolutionTest {
  private static final int SEED = 20_261_122;

  @BeforeAll
  static void freezeTheReleaseThatWasAskedFor() {
    ReleasedSchemas.freezeWhenAsked();
  }

  @BeforeAll
  static void trustTheRecords() {
    TrustedRecords.trust();
  }

  static List<Released> released() {
    return ReleasedSchemas.all();
  }

  @ParameterizedTest
  @MethodSource("released")
  void todaysSchemaReadsWhatAReleasedOneWrote(Released released) {
    SchemaPairCompatibility result = reads(today(released.file()), released.schema());
    assertThat(result.getType()).as(result.getDescription()).isEqualTo(COMPATIBLE);
  }

  @ParameterizedTest
  @MethodSource("released")
  void todaysClassesDecodeBytesOfAReleasedSchema(Released released) throws IOException {
    Schema today = today(released.file());
    int read = 0;
    for (Object record : new RandomData(released.schema(), 200, SEED)) {
      var bytes = new ByteArrayOutputStream();
      var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<>(released.schema()).write(record, encoder);
      encoder.flush();
      var decoder = DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null);
      Object decoded = new SpecificDatumReader<>(released.schema(), today).read(null, decoder);
      assertThat(decoded.getClass().getName()).isEqualTo(today.getFullName());
      assertThat(decoder.isEnd()).isTrue();
      read++;
    }
    assertThat(read).isEqualTo(200);
  }

  @Test
  void everyReleaseHoldsEveryTopicItShipped() {
    assertThat(released().stream().collect(Collectors.groupingBy(Released::version)).values())
        .isNotEmpty()
        .allSatisfy(
            release ->
                assertThat(release)
                    .extracting(Released::file)
                    .isSubsetOf(ContractSchemas.BY_FILE.keySet()));
    assertThat(released().stream().filter(r -> r.version().equals("v1")))
        .extracting(Released::file)
        .containsExactlyElementsOf(ContractSchemas.BY_FILE.keySet());
  }

  @ParameterizedTest
  @MethodSource("released")
  void aNewFieldWithoutADefaultIsRefused(Released released) {
    var surprise = new Schema.Field("surprise", Schema.create(Schema.Type.STRING), "Added.");
    Schema changed = withFields(released.schema(), List.of(surprise));
    assertThat(reads(changed, released.schema()).getType()).isEqualTo(INCOMPATIBLE);
  }

  @ParameterizedTest
  @MethodSource("released")
  void aNewFieldWithADefaultIsAccepted(Released released) {
    var extra = new Schema.Field("extra", Schema.create(Schema.Type.STRING), "Added.", "none");
    Schema changed = withFields(released.schema(), List.of(extra));
    assertThat(reads(changed, released.schema()).getType()).isEqualTo(COMPATIBLE);
  }

  @Test
  void aPayloadTakenOutOfTheUnionIsRefused() {
    Schema today = today("case-events");
    var fields = new ArrayList<Schema.Field>();
    for (Schema.Field field : today.getFields()) {
      List<Schema> members = field.name().equals("payload") ? field.schema().getTypes() : List.of();
      fields.add(
          members.isEmpty()
              ? new Schema.Field(field, field.schema())
              : new Schema.Field(
                  field, Schema.createUnion(members.subList(0, members.size() - 1))));
    }
    Schema changed =
        Schema.createRecord(today.getName(), today.getDoc(), today.getNamespace(), false, fields);
    assertThat(reads(changed, today).getType()).isEqualTo(INCOMPATIBLE);
  }

  @Test
  void aReleaseIsFrozenOnceAndNeverWrittenOver(@TempDir Path directory) {
    ReleasedSchemas.freeze(directory, "v7");
    assertThat(ReleasedSchemas.parse(directory.resolve("v7/case-texts.avsc")))
        .isEqualTo(today("case-texts"));
    assertThatIllegalStateException()
        .isThrownBy(() -> ReleasedSchemas.freeze(directory, "v7"))
        .withMessage("Expected to freeze release 'v7', but it exists and never changes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReleasedSchemas.freeze(directory, "../v8"));
  }

  private static Schema today(String file) {
    return Objects.requireNonNull(
        ContractSchemas.BY_FILE.get(file), () -> "a released topic is never dropped: " + file);
  }

  private static SchemaPairCompatibility reads(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
  }

  private static Schema withFields(Schema schema, List<Schema.Field> more) {
    var fields = new ArrayList<Schema.Field>();
    schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    fields.addAll(more);
    return Schema.createRecord(
        schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
  }
}
