package io.belay.contract.apicurio;

import static org.assertj.core.api.Assertions.assertThat;

import io.apicurio.registry.serde.avro.AvroSerdeConfig;
import io.belay.contract.TrustedRecords;
import io.belay.events.Resolved;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatumsBySchemaTest {
  static {
    TrustedRecords.trust();
  }

  private static final Schema SCHEMA = Resolved.getClassSchema();
  private static final Resolved RECORD = new Resolved("REFUNDED");

  private final DatumsBySchema<Object> datums = new DatumsBySchema<>();

  @BeforeEach
  void configure() {
    datums.configure(new AvroSerdeConfig(Map.of(AvroSerdeConfig.USE_SPECIFIC_AVRO_READER, true)));
  }

  @Test
  void aSchemaHasOneReaderAndOneWriter() {
    assertThat(datums.createDatumReader(SCHEMA)).isSameAs(datums.createDatumReader(SCHEMA));
    assertThat(datums.createDatumWriter(RECORD, SCHEMA))
        .isSameAs(datums.createDatumWriter(RECORD, SCHEMA));
    assertThat(datums.createDatumReader(again())).isNotNull();
  }

  @Test
  void whatIsWrittenIsReadAsTheRecordItWas() throws IOException {
    var out = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().binaryEncoder(out, null);
    datums.createDatumWriter(RECORD, SCHEMA).write(RECORD, encoder);
    encoder.flush();

    var decoder = DecoderFactory.get().binaryDecoder(out.toByteArray(), null);
    assertThat(datums.createDatumReader(again()).read(null, decoder)).isEqualTo(RECORD);
    assertThat(datums.toSchema(RECORD)).isEqualTo(SCHEMA);
  }

  @Test
  void schemasThatAreReadAnewForEverAreForgotten() {
    for (int i = 0; i < 2 * DatumsBySchema.MOST; i++) {
      datums.createDatumReader(again());
    }

    assertThat(datums.kept()).isBetween(1, DatumsBySchema.MOST);
  }

  private static Schema again() {
    return new Schema.Parser().parse(SCHEMA.toString());
  }
}
