package io.belay.endtoend;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A case as a bank system would open it. Its name is the idempotency key, so the same name is the
 * same case.
 */
record CaseRequest(
    String name,
    String category,
    String customer,
    String locale,
    String phone,
    String email,
    String summary) {

  /** A case of a customer of its own, about a late withdrawal, told by SMS in English. */
  static CaseRequest aCase(String name) {
    return new CaseRequest(
        name,
        "withdrawal-delayed",
        "customer-of-" + name,
        "en",
        "+44770090" + "%04d".formatted(Math.floorMod(name.hashCode(), 10_000)),
        "",
        "Told on the phone: " + name);
  }

  CaseRequest category(String category) {
    return new CaseRequest(name, category, customer, locale, phone, email, summary);
  }

  CaseRequest customer(String customer) {
    return new CaseRequest(name, category, customer, locale, phone, email, summary);
  }

  CaseRequest summary(String summary) {
    return new CaseRequest(name, category, customer, locale, phone, email, summary);
  }

  CaseRequest toldBySms(String locale, String phone) {
    return new CaseRequest(name, category, customer, locale, phone, "", summary);
  }

  CaseRequest toldByMail(String locale, String email) {
    return new CaseRequest(name, category, customer, locale, "", email, summary);
  }

  /** The body of {@code POST /v1/cases}. */
  Map<String, Object> body() {
    var contact = new LinkedHashMap<String, Object>();
    contact.put("id", customer);
    contact.put("name", "A. Customer");
    contact.put("locale", locale);
    contact.put("zone", "Europe/London");
    if (!phone.isEmpty()) {
      contact.put("phone", phone);
    }
    if (!email.isEmpty()) {
      contact.put("email", email);
    }
    return Map.of(
        "category", category,
        "channel", "PHONE",
        "source", "end-to-end-tests",
        "summary", summary,
        "customer", contact);
  }
}
