package io.belay.escalation.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.belay.contract.TrustedRecords;
import io.belay.escalation.domain.event.ReportedEvent;
import io.belay.escalation.domain.lifecycle.EarlyEvents;
import io.belay.events.CaseEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Events that wait for the opening of their case, as they lie in the store: an Avro container with
 * its schema, so that a later release reads them, deflated, because the schema is most of it.
 */
public final class EarlyEventsCodec {
  static {
    TrustedRecords.trust();
  }

  private static final String APPENDED_AT = "appended-at";

  /** The bytes to store. */
  public byte[] write(EarlyEvents early) {
    var out = new ByteArrayOutputStream();
    var appended =
        early.events().stream()
            .map(event -> Long.toString(event.times().appendedAt().toEpochMilli()))
            .collect(Collectors.joining(","));
    try (var file =
        new DataFileWriter<CaseEvent>(new SpecificDatumWriter<>(CaseEvent.getClassSchema()))) {
      file.setMeta(APPENDED_AT, appended.getBytes(US_ASCII));
      file.create(CaseEvent.getClassSchema(), new DeflaterOutputStream(out));
      for (var event : early.events()) {
        file.append(EventToRecord.record(event));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /** What these bytes tell of. */
  public EarlyEvents read(byte[] bytes) {
    try (var inflated = new InflaterInputStream(new ByteArrayInputStream(bytes));
        var file =
            new DataFileReader<CaseEvent>(
                new SeekableByteArrayInput(inflated.readAllBytes()),
                new SpecificDatumReader<>(CaseEvent.getClassSchema()))) {
      Iterator<Instant> appended =
          Arrays.stream(new String(file.getMeta(APPENDED_AT), US_ASCII).split(","))
              .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis)))
              .iterator();
      var events = new ArrayList<ReportedEvent>();
      for (var record : file) {
        events.add(CaseEvents.appendedAt(CaseEvents.reported(record), appended.next()));
      }
      return new EarlyEvents(events);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("Expected events that wait for an opening", unreadable);
    }
  }
}
