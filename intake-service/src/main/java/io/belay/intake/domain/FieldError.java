package io.belay.intake.domain;

/**
 * One thing wrong with one field.
 *
 * @param field path from the root of what was sent, such as {@code customer.phone}
 * @param message what is expected; never repeats the value
 */
public record FieldError(String field, String message) {}
