package io.belay.notification.domain;

import org.jspecify.annotations.Nullable;

/**
 * A message in words.
 *
 * @param locale BCP 47 tag of the language it is in
 * @param subject for e-mail
 * @param html the HTML part, for e-mail
 * @param template version of the template, by hash
 * @param code by which the customer can check that it is genuine
 */
public record Rendered(
    String locale,
    @Nullable String subject,
    String text,
    @Nullable String html,
    String template,
    String code) {}
