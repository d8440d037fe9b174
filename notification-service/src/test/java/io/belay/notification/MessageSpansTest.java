package io.belay.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.TraceParent;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class MessageSpansTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  @BeforeEach
  @AfterEach
  void forget() {
    MDC.clear();
  }

  @Test
  void whatIsLoggedOnTheWayOfAMessageNamesItsCaseAndItsTrace() {
    var parent = TraceParent.parse("00-%s-%s-00".formatted(TRACE, SPAN));

    try (var span = MessageSpans.NONE.within(parent, "send message", "C-17")) {
      assertThat(span.context()).isEqualTo(parent);
      assertThat(MDC.getCopyOfContextMap())
          .isEqualTo(Map.of("case.id", "C-17", "traceId", TRACE, "spanId", SPAN));
    }
    assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
  }
}
