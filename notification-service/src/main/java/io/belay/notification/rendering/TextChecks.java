package io.belay.notification.rendering;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the texts of a language are held to when they are loaded, so that none fails once it is to
 * be sent: they name no credential and have no link of their own, name only what there is and all
 * that a law asks for, carry the check code, and lack no word.
 */
final class TextChecks {
  /** How the first line of an e-mail begins. */
  static final String SUBJECT = "Subject:";

  /** The one sentence that names credentials: that nobody asks for them. */
  static final String NEVER = "email.never";

  private static final String CODE = "code";

  private static final List<String> CASE_VARIABLES =
      List.of(
          "bank",
          "case",
          "category",
          "who",
          "tier",
          "agent",
          "by",
          "opened",
          "date",
          "waiting",
          "reason",
          "need",
          "outcome",
          "reference",
          "amount",
          "name",
          CODE,
          "link");

  /** Those that are asked for by name; others, such as reasons, are said only where they are. */
  private static final List<String> WORDS =
      List.of(
          "when.near",
          "when.far",
          "who",
          "waiting.CUSTOMER",
          "waiting.MERCHANT",
          "waiting.OTHER_BANK",
          "waiting.OTHER",
          "label.case",
          "label.category",
          "label.reference",
          "label.amount",
          "label.who",
          "label.by",
          "label.code",
          "email.link",
          "email.code",
          NEVER,
          "news.other");

  /** What a template may name. */
  private static final Set<String> VARIABLES = allVariables();

  private final String language;
  private final Mustache.Compiler compiler;

  TextChecks(String language, Mustache.Compiler compiler) {
    this.language = language;
    this.compiler = compiler;
  }

  private static Set<String> allVariables() {
    var names = new TreeSet<>(NoticeFields.names());
    names.addAll(CASE_VARIABLES);
    names.addAll(DigestItems.VARIABLES);
    return names;
  }

  void check(Words words) {
    WORDS.forEach(words::of);
    words.all().entrySet().stream()
        .filter(word -> !word.getKey().equals(NEVER))
        .forEach(word -> refuseUnfit(word.getKey(), word.getValue()));
  }

  /** A text message; of an e-mail the layout carries the check code. */
  Template sms(String messageType, String source) {
    var named = new TemplateVariables(VARIABLES);
    var template = template(messageType, source, named);
    if (!named.named().contains(CODE)) {
      throw new IllegalStateException(
          ("Expected the text message of '%s' in '%s' to carry {{code}}, by which customers check"
                  + " that it is genuine")
              .formatted(messageType, language));
    }
    return template;
  }

  Template email(String messageType, String source) {
    var lines = source.strip().split("\n", 2);
    if (!lines[0].startsWith(SUBJECT) || lines.length < 2) {
      throw new IllegalStateException(
          "Expected the e-mail of '%s' in '%s' to begin with a line '%s …', but it does not"
              .formatted(messageType, language, SUBJECT));
    }
    return template(messageType, source, new TemplateVariables(VARIABLES));
  }

  private Template template(String messageType, String source, TemplateVariables variables) {
    refuseUnfit(messageType, source);
    var template = compiled(messageType, source);
    template.visit(variables);
    if (!variables.unknown().isEmpty()) {
      throw new IllegalStateException(
          "Expected the texts of '%s' in '%s' to name only %s, but they name %s"
              .formatted(messageType, language, VARIABLES, variables.unknown()));
    }
    var required = NoticeFields.requiredBy(messageType);
    if (!variables.named().containsAll(required)) {
      throw new IllegalStateException(
          "Expected the texts of the notice '%s' in '%s' to say all of %s, but they name only %s"
              .formatted(messageType, language, required, variables.named()));
    }
    return template;
  }

  private Template compiled(String messageType, String source) {
    try {
      return compiler.compile(source.strip());
    } catch (MustacheException e) {
      throw new IllegalStateException(
          "Expected the texts of '%s' in '%s' to be Mustache, but: %s"
              .formatted(messageType, language, e.getMessage()),
          e);
    }
  }

  private void refuseUnfit(String name, String source) {
    TextRules.credentialIn(source)
        .ifPresent(
            cue -> {
              throw new IllegalStateException(
                  "Expected the texts of '%s' in '%s' to name no credential, but they say '%s'"
                      .formatted(name, language, cue));
            });
    TextRules.linkIn(source)
        .ifPresent(
            link -> {
              throw new IllegalStateException(
                  ("Expected the texts of '%s' in '%s' to have no link of their own, since markets"
                       + " forbid them, but they have '%s'; write {{link}} for the tracking page")
                      .formatted(name, language, link));
            });
  }
}
