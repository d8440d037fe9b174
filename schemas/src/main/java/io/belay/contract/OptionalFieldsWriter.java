package io.belay.contract;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Writes records as Avro does, but finds out whether an optional field is set by looking for null
 * alone. Avro compares the class of each value with what a union knows, and most fields of a case
 * are optional. A record with a class of its own holds no value of another type.
 */
public final class OptionalFieldsWriter<T> extends SpecificDatumWriter<T> {

  /** Writes records by this schema. */
  public OptionalFieldsWriter(Schema schema) {
    super(schema);
  }

  /** Writes records of this class by its own schema. */
  public OptionalFieldsWriter(Class<T> type) {
    super(type);
  }

  @Override
  protected int resolveUnion(Schema union, Object datum) {
    var types = union.getTypes();
    if (types.size() != 2) {
      return super.resolveUnion(union, datum);
    }
    boolean nullFirst = types.getFirst().getType() == Schema.Type.NULL;
    if (!nullFirst && types.getLast().getType() != Schema.Type.NULL) {
      return super.resolveUnion(union, datum);
    }
    return (datum == null) == nullFirst ? 0 : 1;
  }
}
