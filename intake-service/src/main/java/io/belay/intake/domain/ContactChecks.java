package io.belay.intake.domain;

import io.belay.intake.domain.Contact.QuietHours;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is expected of contact data. */
public final class ContactChecks {
  static final int CUSTOMER_ID_CHARS = 80;
  private static final int NAME_CHARS = 200;
  private static final int MAX_OPT_OUTS = 10;
  private static final Predicate<String> CHANNELS = Pattern.compile("SMS|EMAIL").asMatchPredicate();
  private static final Predicate<String> OPT_OUTS =
      Pattern.compile("SMS|EMAIL|URGENT|ROUTINE").asMatchPredicate();

  private final Masking masking;

  public ContactChecks(Masking masking) {
    this.masking = masking;
  }

  /**
   * Contact data told for itself.
   *
   * @param customerId of the path
   * @param sent what was sent
   * @param now when; also {@code updatedAt} where the sender does not say when it was told
   */
  public Checked<Contact> contact(String customerId, Map<?, ?> sent, Instant now) {
    var errors = new ArrayList<FieldError>();
    var reading = new Fields.Reading(now, masking, errors);
    var id = customerIdOf(customerId, reading);
    var fields = new Fields(sent, "", reading);
    var contact =
        read(
            id,
            Objects.requireNonNullElse(fields.instant("updatedAt"), now),
            fields,
            fields.labels(
                "optOuts", MAX_OPT_OUTS, 16, OPT_OUTS, "one of SMS, EMAIL, URGENT, ROUTINE"),
            quietHours(fields.object("quietHours")));
    fields.refuseOthers();
    return errors.isEmpty() ? new Checked.Fit<>(contact) : new Checked.Unfit<>(errors);
  }

  /** The customer of a path alone. */
  public Checked<String> customer(String customerId, Instant now) {
    var errors = new ArrayList<FieldError>();
    var id = customerIdOf(customerId, new Fields.Reading(now, masking, errors));
    return errors.isEmpty() ? new Checked.Fit<>(id) : new Checked.Unfit<>(errors);
  }

  /** The contact data beside a customer's id in an opening; null when there is none. */
  static @Nullable Contact beside(String customerId, Instant toldAt, Fields fields) {
    boolean any =
        List.of("name", "phone", "email", "locale", "zone", "preferredChannels").stream()
            .anyMatch(fields::has);
    var contact = read(customerId, toldAt, fields, List.of(), null);
    return any ? contact : null;
  }

  private static Contact read(
      String customerId,
      Instant updatedAt,
      Fields fields,
      List<String> optOuts,
      @Nullable QuietHours quietHours) {
    return new Contact(
        customerId,
        updatedAt,
        fields.label("name", NAME_CHARS),
        fields.converted("phone", 32, Formats::phone, "a number of E.164 such as +8613800138000"),
        fields.formed("email", 254, Formats::isEmail, "an e-mail address"),
        fields.formed("locale", 35, Formats::isLocale, "a tag of BCP 47 such as zh-CN"),
        fields.formed("zone", 64, Formats::isZone, "a zone of IANA such as Asia/Shanghai"),
        fields.labels("preferredChannels", 2, 16, CHANNELS, "SMS or EMAIL"),
        optOuts,
        quietHours);
  }

  private static @Nullable QuietHours quietHours(@Nullable Fields fields) {
    if (fields == null) {
      return null;
    }
    var hours = new QuietHours(timeOfDay(fields, "from"), timeOfDay(fields, "to"));
    fields.refuseOthers();
    return hours;
  }

  private static String timeOfDay(Fields fields, String name) {
    return fields.required(
        name, fields.formed(name, 5, Formats.TIME_OF_DAY, "a time of day, HH:mm"), "");
  }

  private static String customerIdOf(String customerId, Fields.Reading reading) {
    var path = new Fields(Map.of("customerId", customerId), "", reading);
    return path.required("customerId", path.addressed("customerId", CUSTOMER_ID_CHARS), "");
  }
}
