package io.belay.escalation.web;

import io.belay.escalation.domain.queue.QueueCounts.Line;
import io.belay.escalation.stream.QueueBoard;
import java.util.List;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How many cases lie where. */
@RestController
class QueueController {
  private final QueueBoard board;
  private final Owner owner;

  QueueController(QueueBoard board, Owner owner) {
    this.board = board;
    this.owner = owner;
  }

  /** Open, warned and breached cases by tier and category, over all instances. */
  @GetMapping("/v1/queues")
  Mono<List<Line>> queues(ServerHttpRequest request) {
    return Flux.fromIterable(board.lines())
        .concatWith(owner.others(request, new ParameterizedTypeReference<List<Line>>() {}))
        .collectList()
        .map(lines -> QueueBoard.merged(lines.stream()));
  }
}
