package io.belay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract explains itself, field by field. */
class SchemaDocumentationTest {

  private static final List<Schema> TYPES = typesIn(ContractSchemas.BY_FILE.values());

  @Test
  void everyRecordEnumAndFieldSaysWhatItIs() {
    assertThat(TYPES).extracting(Schema::getName).contains("Opened", "ClockBreached", "Channel");
    assertThat(undocumented(TYPES)).isEmpty();
  }

  @Test
  void aMissingDocStringIsFound() {
    Schema bare =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"R","doc":"Said.","fields":[
                  {"name":"a","type":"string"},
                  {"name":"b","doc":"Said.","type":["null",{"type":"record","name":"M","fields":[]}]}]}
                """);
    assertThat(undocumented(typesIn(List.of(bare)))).containsExactly("R.a", "M");
  }

  @Test
  void everyAvdlFileBelongsToATopic() throws IOException {
    try (var files = Files.list(ContractSchemas.MODULE.resolve("src/main/avro"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".avdl", "")))
          .containsExactlyInAnyOrderElementsOf(ContractSchemas.BY_FILE.keySet());
    }
  }

  @Test
  void everyOptionalFieldHasADefault() {
    var withoutDefault = new ArrayList<String>();
    for (Schema type : TYPES) {
      for (Schema.Field field : fieldsOf(type)) {
        if (field.schema().isNullable() && !field.hasDefaultValue()) {
          withoutDefault.add(type.getName() + "." + field.name());
        }
      }
    }
    assertThat(withoutDefault).isEmpty();
  }

  @Test
  void everyEnumHasASymbolForWhatAnOldReaderDoesNotKnow() {
    assertThat(TYPES)
        .filteredOn(type -> type.getType() == Schema.Type.ENUM)
        .isNotEmpty()
        .allSatisfy(type -> assertThat(type.getEnumDefault()).as(type.getName()).isNotNull());
  }

  private static List<Schema> typesIn(Collection<Schema> schemas) {
    var types = new LinkedHashMap<String, Schema>();
    schemas.forEach(schema -> collect(schema, types));
    return List.copyOf(types.values());
  }

  private static void collect(Schema schema, Map<String, Schema> types) {
    switch (schema.getType()) {
      case RECORD -> {
        if (types.putIfAbsent(schema.getFullName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), types));
        }
      }
      case ENUM, FIXED -> types.putIfAbsent(schema.getFullName(), schema);
      case UNION -> schema.getTypes().forEach(member -> collect(member, types));
      case ARRAY -> collect(schema.getElementType(), types);
      case MAP -> collect(schema.getValueType(), types);
      default -> {}
    }
  }

  private static List<String> undocumented(List<Schema> types) {
    var undocumented = new ArrayList<String>();
    for (Schema type : types) {
      if (isBlank(type.getDoc())) {
        undocumented.add(type.getName());
      }
      for (Schema.Field field : fieldsOf(type)) {
        if (isBlank(field.doc())) {
          undocumented.add(type.getName() + "." + field.name());
        }
      }
    }
    return undocumented;
  }

  private static List<Schema.Field> fieldsOf(Schema type) {
    return type.getType() == Schema.Type.RECORD ? type.getFields() : List.of();
  }

  private static boolean isBlank(@Nullable String doc) {
    return doc == null || doc.isBlank();
  }
}
