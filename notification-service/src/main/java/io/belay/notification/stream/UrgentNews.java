package io.belay.notification.stream;

import io.belay.notification.domain.CaseHeard;
import io.belay.notification.domain.CaseNews;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** The urgent follow-ups, which went {@link Ahead}. */
final class UrgentNews extends ContextualFixedKeyProcessor<String, CaseHeard, CaseNews> {

  @Override
  public void process(FixedKeyRecord<String, CaseHeard> record) {
    var news = record.value().news();
    if (news != null) {
      context().forward(record.withValue(news).withTimestamp(Ahead.itsTime(record.timestamp())));
    }
  }
}
