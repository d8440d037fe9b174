package io.belay.notification;

import io.belay.notification.domain.Courtesies;
import io.belay.notification.domain.Courtesy;
import io.belay.notification.domain.Courtesy.Cap;
import io.belay.notification.domain.QuietHours;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * What holds routine messages back, prefix {@code belay.courtesy}; see {@link Courtesies}.
 *
 * @param atOnce types that wait neither for others nor for a cap, and are said on their own
 * @param supersedes by type, what it makes say nothing any more
 * @param fallback for markets that are not listed
 * @param byMarket by ISO country; what a market does not name is as in {@code fallback}
 */
public record CourtesyProperties(
    @NotNull @Size(max = 50) Set<@NotBlank String> atOnce,
    @NotNull @Size(max = 50) Map<String, @NotNull Set<@NotBlank String>> supersedes,
    @NotNull @Valid Digest digest,
    @NotNull @Valid Row fallback,
    @NotNull Map<@Pattern(regexp = "[A-Z]{2}") String, @Valid Row> byMarket) {

  public CourtesyProperties {
    byMarket = byMarket == null ? Map.of() : Map.copyOf(byMarket);
  }

  /** See {@link Courtesies.Digest}. */
  public record Digest(
      @Min(2) @Max(50) int from, @Min(2) @Max(Courtesies.Digest.MOST_SHOWN) int most) {}

  /** A market's row; what is null is as in the fallback, and there: none. */
  public record Row(
      @Nullable @Valid Hours quietHours,
      @Nullable @Size(max = 5) List<@Valid CapRow> caps,
      @Nullable @DurationMin(millis = 0) @DurationMax(days = 1) Duration collectFor,
      @Nullable @DurationMin(millis = 0) @DurationMax(days = 7) Duration sameWithin,
      @Nullable @DurationMin(millis = 0) @DurationMax(days = 7) Duration incidentWithin) {

    Courtesy over(Courtesy other) {
      return new Courtesy(
          quietHours == null ? other.quietHours() : quietHours.toDomain(),
          caps == null ? other.caps() : caps.stream().map(CapRow::toDomain).toList(),
          collectFor == null ? other.collectFor() : collectFor,
          sameWithin == null ? other.sameWithin() : sameWithin,
          incidentWithin == null ? other.incidentWithin() : incidentWithin);
    }
  }

  /** Local time of day, HH:mm; may run past midnight; the same twice: none. */
  public record Hours(
      @NotNull @Pattern(regexp = TIME) String from, @NotNull @Pattern(regexp = TIME) String to) {
    private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9]";

    QuietHours toDomain() {
      return new QuietHours(LocalTime.parse(from), LocalTime.parse(to));
    }
  }

  /** See {@link Cap}. */
  public record CapRow(
      @Min(1) @Max(500) int most,
      @NotNull @DurationMin(seconds = 1) @DurationMax(days = 31) Duration per) {
    Cap toDomain() {
      return new Cap(most, per);
    }
  }

  /**
   * @param messageTypes the types there are texts for
   * @throws IllegalStateException if a type is named that has no text
   */
  Courtesies courtesies(Set<String> messageTypes) {
    requireKnown(atOnce, messageTypes);
    requireKnown(supersedes.keySet(), messageTypes);
    supersedes.values().forEach(types -> requireKnown(types, messageTypes));
    var common = fallback.over(Courtesy.NONE);
    return new Courtesies(
        byMarket.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().over(common))),
        common,
        atOnce,
        supersedes,
        new Courtesies.Digest(digest.from(), digest.most()));
  }

  private static void requireKnown(Set<String> named, Set<String> known) {
    if (!known.containsAll(named)) {
      throw new IllegalStateException(
          "Expected belay.courtesy to name only types there are texts for, %s, but it names %s"
              .formatted(known, named));
    }
  }
}
