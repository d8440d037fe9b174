package io.belay.notification.stream;

import io.belay.contract.UrgentFollowUps;
import io.belay.duetime.CommitPace;
import io.belay.notification.domain.CaseHeard;
import io.belay.notification.domain.CaseNews;
import io.belay.notification.domain.FollowUp;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/**
 * What outboxes are to hear of the progress of cases, but for the urgent follow-ups that come by a
 * topic of their own. Those of releases that wrote them here alone have no mark and are heard here.
 */
final class RoutineNews extends ContextualFixedKeyProcessor<String, CaseHeard, CaseNews> {
  private CommitPace pace;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  RoutineNews() {}

  @Override
  public void init(FixedKeyProcessorContext<String, CaseNews> context) {
    super.init(context);
    pace = CommitPace.startOn(context, System::nanoTime, NotificationTopology.COMMITS_APART);
  }

  @Override
  public void process(FixedKeyRecord<String, CaseHeard> record) {
    var news = record.value().news();
    boolean comesByItself =
        news instanceof FollowUp && record.headers().lastHeader(UrgentFollowUps.HEADER) != null;
    if (news != null && !comesByItself) {
      context().forward(record.withValue(news));
      pace.did(
          Instant.ofEpochMilli(record.timestamp()),
          Instant.ofEpochMilli(context().currentSystemTimeMs()));
    }
  }
}
