package io.belay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.events.CaseEvent;
import io.belay.events.CaseProgress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionalFieldsWriterTest {
  private static final int RECORDS = 2_000;

  static {
    TrustedRecords.trust();
  }

  @ParameterizedTest
  @ValueSource(classes = {CaseEvent.class, CaseProgress.class})
  <T extends SpecificRecord> void recordsHaveTheBytesThatAvroGivesThem(Class<T> type)
      throws IOException {
    var plain = new SpecificDatumWriter<>(type);
    var optional = new OptionalFieldsWriter<>(type);
    int compared = 0;
    for (Object random :
        new RandomData(plain.getSpecificData().getSchema(type), RECORDS, 20261126)) {
      T record = specific(random, type);
      assertThat(bytes(optional, record)).isEqualTo(bytes(plain, record));
      compared++;
    }
    assertThat(compared).isEqualTo(RECORDS);
  }

  private static <T> T specific(Object generic, Class<T> type) throws IOException {
    var reader = new SpecificDatumReader<>(type);
    Schema schema = reader.getSchema();
    byte[] bytes = bytes(new GenericDatumWriter<>(schema), generic);
    return reader.read(null, DecoderFactory.get().binaryDecoder(bytes, null));
  }

  private static <T> byte[] bytes(DatumWriter<T> writer, T record) throws IOException {
    var out = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().binaryEncoder(out, null);
    writer.write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }
}
