package io.belay.intake.web;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** The description served at {@code /v3/api-docs}: what all endpoints share. */
public final class ApiDescription {
  static final String TOKEN = "token";

  private ApiDescription() {}

  /** Title, purpose, and how to authenticate. */
  public static OpenAPI description() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Belay intake")
                .version("1")
                .description(
                    "The front door. 2xx means: on all in-sync replicas. Free text is masked before"
                        + " it is written."))
        .components(
            new Components()
                .addSecuritySchemes(
                    TOKEN,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")));
  }

  /**
   * Adds what a problem looks like, and to each endpoint the problems it may answer with, from the
   * one table of reasons.
   */
  public static OpenApiCustomizer problems() {
    return api -> {
      describeProblem(api);
      var byStatus =
          Arrays.stream(Reason.values())
              .filter(reason -> reason != Reason.INTERNAL)
              .collect(Collectors.groupingBy(Reason::status));
      api.getPaths()
          .values()
          .forEach(
              path ->
                  path.readOperations()
                      .forEach(
                          operation ->
                              byStatus.forEach(
                                  (status, reasons) ->
                                      operation
                                          .getResponses()
                                          .addApiResponse("" + status, problem(reasons)))));
    };
  }

  private static void describeProblem(OpenAPI api) {
    ModelConverters.getInstance(api.getSpecVersion() == SpecVersion.V31)
        .readAll(Problem.class)
        .forEach(api.getComponents()::addSchemas);
  }

  private static ApiResponse problem(List<Reason> reasons) {
    return new ApiResponse()
        .description(
            reasons.stream()
                .map(reason -> "`%s`: %s".formatted(reason.type(), reason.title()))
                .collect(Collectors.joining("; ")))
        .content(
            new Content()
                .addMediaType(
                    "application/problem+json",
                    new MediaType().schema(new Schema<>().$ref(Problem.class.getSimpleName()))));
  }
}
