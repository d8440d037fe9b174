package io.belay.escalation.web;

import io.belay.escalation.domain.ledger.Ledger;
import io.belay.escalation.domain.ledger.TierAccount;
import io.belay.escalation.domain.lifecycle.CaseState;
import io.belay.escalation.domain.policy.PolicyPack;
import io.belay.escalation.domain.progress.Step;
import io.belay.escalation.pack.PackLibrary;
import io.belay.escalation.stream.CaseReads;
import io.belay.escalation.stream.EscalationTopology;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** One case: how it stands, and how it came there. */
@RestController
@RequestMapping("/v1/cases/{caseId}")
class CaseController {
  private final Owner owner;
  private final PackLibrary packs;
  private final InstantSource clock;
  private final ReadLimits limits;

  CaseController(Owner owner, PackLibrary packs, InstantSource clock, ReadLimits limits) {
    this.owner = owner;
    this.packs = packs;
    this.clock = clock;
    this.limits = limits;
  }

  /** State, tier, handler and clocks. */
  @GetMapping
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = CaseView.class)))
  Mono<ResponseEntity<?>> state(@PathVariable String caseId, ServerHttpRequest request) {
    return owner.answer(
        EscalationTopology.CASES,
        caseId,
        request,
        reads -> reads.find(caseId).map(this::view).orElseThrow(() -> unknown(caseId)));
  }

  /** Its steps in order, as many as one answer holds. */
  @GetMapping("/timeline")
  @Operation(
      description =
          "The first steps in order, at most belay.reads.most-steps (1,000) of them. A case may"
              + " have more: ask again with the last sequence as after, until nothing comes.")
  @ApiResponse(
      responseCode = "200",
      content = @Content(array = @ArraySchema(schema = @Schema(implementation = StepView.class))))
  Mono<ResponseEntity<?>> timeline(
      @PathVariable String caseId,
      @Parameter(description = "Only the steps that follow the one of this sequence")
          @RequestParam(defaultValue = "0")
          long after,
      ServerHttpRequest request) {
    return owner.answer(
        EscalationTopology.HISTORY,
        caseId,
        request,
        reads -> {
          List<StepView> steps =
              reads.steps(caseId, after, limits.mostSteps()).stream().map(StepView::of).toList();
          if (steps.isEmpty() && reads.steps(caseId, 1).isEmpty()) {
            throw unknown(caseId);
          }
          return steps;
        });
  }

  /** How long it stayed at each tier, and who had it meanwhile; told from all its steps. */
  @GetMapping("/tiers")
  @ApiResponse(
      responseCode = "200",
      content = @Content(array = @ArraySchema(schema = @Schema(implementation = TierView.class))))
  Mono<ResponseEntity<?>> tiers(@PathVariable String caseId, ServerHttpRequest request) {
    return owner.answer(
        EscalationTopology.HISTORY,
        caseId,
        request,
        reads -> {
          var policy = policyOf(reads, caseId);
          return explained(reads, caseId, steps -> TierAccount.of(steps, policy, clock.instant()))
              .stream()
              .map(TierView::of)
              .toList();
        });
  }

  /** The latest period of a clock, line by line. */
  @GetMapping("/clocks/{clock}/ledger")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = LedgerView.class)))
  Mono<ResponseEntity<?>> ledger(
      @PathVariable String caseId, @PathVariable String clock, ServerHttpRequest request) {
    return owner.answer(
        EscalationTopology.HISTORY,
        caseId,
        request,
        reads -> {
          return policyOf(reads, caseId).clocks().stream()
              .filter(rule -> rule.name().equals(clock))
              .findFirst()
              .map(rule -> rule.target().calendar())
              .flatMap(
                  calendar -> explained(reads, caseId, steps -> Ledger.of(steps, clock, calendar)))
              .map(LedgerView::of)
              .orElseThrow(
                  () ->
                      Problem.CLOCK_UNKNOWN.because(
                          "Expected case '%s' to have a clock '%s', but it never had"
                              .formatted(caseId, clock)));
        });
  }

  private static <T> T explained(
      CaseReads reads, String caseId, Function<Iterable<Step>, T> explanation) {
    return reads.through(caseId, steps -> explanation.apply(ReadLimits.explained(caseId, steps)));
  }

  /** The version it runs under now. */
  private PolicyPack policyOf(CaseReads reads, String caseId) {
    return reads
        .lastStep(caseId)
        .flatMap(step -> Optional.ofNullable(step.policy()))
        .flatMap(packs::pack)
        .orElseThrow(() -> unknown(caseId));
  }

  private CaseView view(CaseState state) {
    return CaseView.of(state, packs.pack(state.identity().policy()), clock.instant());
  }

  private static ErrorResponseException unknown(String caseId) {
    return Problem.CASE_UNKNOWN.because("Expected case '" + caseId + "', but there is none");
  }
}
