package io.belay.local.fuzz;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The same record with values that its schema allows and nobody means. */
public final class OddRecords {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\u0000",
          "\u202e\u0301",
          "\ud83d\ude00".repeat(50),
          "x".repeat(5_000),
          "0",
          "-1",
          "1e400000000",
          "C-1001",
          "zz-ZZ-x-never",
          "Nowhere/Zone",
          "+8613800138000",
          "wang@example.com\r\nBcc: all@example.com",
          "{{link}} {{#each}}",
          "2026-02-30T25:61:00Z",
          "a/b/c|d",
          "sequence/9223372036854775807/99999999999");
  private static final List<Long> NUMBERS =
      List.of(Long.MIN_VALUE, Long.MAX_VALUE, -1L, 0L, 1L, 2L, 1L << 40);
  private static final List<Integer> SMALL_NUMBERS =
      List.of(Integer.MIN_VALUE, Integer.MAX_VALUE, -1, 0, 1, 7, 1_000);
  private static final List<Instant> TIMES =
      List.of(
          Instant.ofEpochMilli(Long.MIN_VALUE),
          Instant.ofEpochMilli(Long.MAX_VALUE),
          Instant.EPOCH,
          Instant.parse("9999-12-31T23:59:59Z"),
          Instant.parse("2026-11-20T12:00:00.001Z"));

  private final FuzzRun run;

  public OddRecords(FuzzRun run) {
    this.run = run;
  }

  /** Up to three of its fields differ. */
  public SpecificRecord of(SpecificRecord sound) {
    var data = SpecificData.getForClass(sound.getClass());
    var odd = data.deepCopy(sound.getSchema(), sound);
    for (int i = 1 + run.random().nextInt(3); i > 0; i--) {
      spoil(odd);
    }
    return odd;
  }

  private void spoil(SpecificRecord record) {
    var fields = record.getSchema().getFields();
    if (fields.isEmpty()) {
      return;
    }
    var field = run.oneOf(fields);
    var value = record.get(field.pos());
    record.put(field.pos(), odd(field.schema(), value));
  }

  private @Nullable Object odd(Schema schema, @Nullable Object value) {
    return switch (schema.getType()) {
      case UNION -> {
        boolean nothing = schema.isNullable() && run.onceIn(4);
        if (nothing) {
          yield null;
        }
        if (value instanceof SpecificRecord inner) {
          spoil(inner);
          yield inner;
        }
        yield odd(
            schema.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow(),
            value);
      }
      case RECORD -> {
        if (value instanceof SpecificRecord inner) {
          spoil(inner);
        }
        yield value;
      }
      case STRING -> run.oneOf(TEXTS);
      case LONG -> schema.getLogicalType() == null ? run.oneOf(NUMBERS) : run.oneOf(TIMES);
      case INT -> run.oneOf(SMALL_NUMBERS);
      case BOOLEAN -> run.onceIn(2);
      case ENUM -> enumOf(schema);
      case ARRAY -> {
        var many = new ArrayList<@Nullable Object>();
        for (int i = run.random().nextInt(40); i > 0; i--) {
          many.add(odd(schema.getElementType(), null));
        }
        yield many;
      }
      case MAP -> {
        var many = new HashMap<String, @Nullable Object>();
        for (int i = run.random().nextInt(40); i > 0; i--) {
          many.put(run.oneOf(TEXTS) + i, odd(schema.getValueType(), null));
        }
        yield many;
      }
      case FIXED, BYTES, FLOAT, DOUBLE, NULL -> value;
    };
  }

  private Object enumOf(Schema schema) {
    var type = Objects.requireNonNull(SpecificData.get().getClass(schema));
    var symbols = (Object[]) Objects.requireNonNull(type.getEnumConstants());
    return symbols[run.random().nextInt(symbols.length)];
  }
}
