package io.belay.notification.rendering;

import com.samskivert.mustache.Mustache;
import java.util.Set;
import java.util.TreeSet;

/** Collects the variables a template names, and of them those that no message has. */
final class TemplateVariables implements Mustache.Visitor {
  private final Set<String> known;
  private final Set<String> unknown = new TreeSet<>();
  private final Set<String> named = new TreeSet<>();

  TemplateVariables(Set<String> known) {
    this.known = known;
  }

  Set<String> unknown() {
    return unknown;
  }

  Set<String> named() {
    return named;
  }

  @Override
  public void visitText(String text) {}

  @Override
  public void visitVariable(String name) {
    check(name);
  }

  @Override
  public boolean visitInclude(String name) {
    return check(name);
  }

  @Override
  public boolean visitSection(String name) {
    return check(name);
  }

  @Override
  public boolean visitInvertedSection(String name) {
    return check(name);
  }

  private boolean check(String name) {
    named.add(name);
    if (!known.contains(name)) {
      unknown.add(name);
    }
    return true;
  }
}
