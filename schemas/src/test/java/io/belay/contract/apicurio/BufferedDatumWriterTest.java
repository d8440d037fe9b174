package io.belay.contract.apicurio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class BufferedDatumWriterTest {
  private static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Note", "fields": [
                {"name": "number", "type": "long"}, {"name": "text", "type": "string"}]}
              """);

  private final DatumWriter<GenericRecord> bare = new GenericDatumWriter<>(SCHEMA);
  private final DatumWriter<GenericRecord> buffered = new BufferedDatumWriter<>(bare);

  @Test
  void aRecordHasTheBytesItHasWithoutABuffer() throws IOException {
    for (var text : new String[] {"", "退款", "x".repeat(200_000), "short again"}) {
      assertThat(bytes(buffered, note(text))).isEqualTo(bytes(bare, note(text)));
    }
  }

  @Test
  void ofARecordThatCannotBeWrittenNothingIsLeftBeforeTheNext() throws IOException {
    var broken = new GenericData.Record(SCHEMA);
    broken.put("number", 7L);
    assertThatThrownBy(() -> bytes(buffered, broken)).isInstanceOf(NullPointerException.class);

    assertThat(bytes(buffered, note("whole"))).isEqualTo(bytes(bare, note("whole")));
  }

  private static GenericRecord note(String text) {
    return new GenericRecordBuilder(SCHEMA).set("number", 1L << 40).set("text", text).build();
  }

  private static byte[] bytes(DatumWriter<GenericRecord> writer, GenericRecord record)
      throws IOException {
    var out = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    writer.write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }
}
