package io.belay.contract.apicurio;

import io.apicurio.registry.serde.avro.AvroDatumProvider;
import io.apicurio.registry.serde.avro.AvroSerdeConfig;
import io.apicurio.registry.serde.avro.DefaultAvroDatumProvider;
import io.belay.contract.OptionalFieldsWriter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Gives the serde the reader or writer it got for the same schema before. Its own provider computes
 * the fingerprint of the whole schema for each record to find them: in a profile of the escalation
 * service that was an eighth of the samples of the stream threads and half of the auditor's.
 *
 * <p>Safe for any number of threads, as the readers and writers of Avro's records are.
 */
public final class DatumsBySchema<T> implements AvroDatumProvider<T> {
  /** The serde reads its schemas anew now and then: what was made for old ones is let go. */
  static final int MOST = 256;

  private final DefaultAvroDatumProvider<T> makes = new DefaultAvroDatumProvider<>();
  private final Map<SchemaObject, DatumReader<T>> readers = new ConcurrentHashMap<>();
  private final Map<Written, DatumWriter<T>> writers = new ConcurrentHashMap<>();

  /** A schema that equals itself only: comparing two of them whole costs what was to be saved. */
  private record SchemaObject(Schema schema) {
    @Override
    @SuppressWarnings("ReferenceEquality") // what it is for
    public boolean equals(Object other) {
      return other instanceof SchemaObject that && schema == that.schema;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(schema);
    }
  }

  private record Written(SchemaObject schema, Class<?> type) {}

  @Override
  public void configure(AvroSerdeConfig config) {
    makes.configure(config);
  }

  @Override
  public DatumReader<T> createDatumReader(Schema schema) {
    return found(readers, new SchemaObject(schema), key -> makes.createDatumReader(key.schema()));
  }

  @Override
  public DatumWriter<T> createDatumWriter(T data, Schema schema) {
    return found(
        writers,
        new Written(new SchemaObject(schema), data.getClass()),
        key -> new BufferedDatumWriter<>(newWriter(data, key.schema().schema())));
  }

  private DatumWriter<T> newWriter(T data, Schema schema) {
    return data instanceof SpecificRecord
        ? new OptionalFieldsWriter<>(schema)
        : makes.createDatumWriter(data, schema);
  }

  @Override
  public Schema toSchema(T data) {
    return makes.toSchema(data);
  }

  int kept() {
    return readers.size() + writers.size();
  }

  private static <K, V> V found(Map<K, V> made, K key, Function<K, V> make) {
    if (made.size() >= MOST && !made.containsKey(key)) {
      made.clear();
    }
    return made.computeIfAbsent(key, make);
  }
}
