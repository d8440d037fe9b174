package io.belay.local.story;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * One sample case: how it is opened, what the bank reports, and what must have happened.
 *
 * @param name who and what, in few words
 * @param startsAfterSeconds after the first scene
 * @param open the body of {@code POST /v1/cases}
 * @param then what the bank reports
 * @param expect what must have happened at the end
 */
public record Scene(
    String name,
    double startsAfterSeconds,
    Map<String, Object> open,
    List<Report> then,
    List<Expectation> expect) {

  /**
   * @param afterSeconds after the opening
   * @param event the body of {@code POST /v1/cases/…/events}
   */
  public record Report(double afterSeconds, Map<String, Object> event) {}

  /** The sample cases of this project. */
  public static List<Scene> samples() {
    try (InputStream json = Scene.class.getResourceAsStream("samples.json")) {
      if (json == null) {
        throw new IllegalStateException("Expected the resource samples.json, but it is missing");
      }
      return new JsonMapper().readValue(json, new TypeReference<List<Scene>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String phone() {
    return customer("phone");
  }

  String email() {
    return customer("email");
  }

  private String customer(String field) {
    return open.get("customer") instanceof Map<?, ?> customer
            && customer.get(field) instanceof String text
        ? text
        : "";
  }
}
