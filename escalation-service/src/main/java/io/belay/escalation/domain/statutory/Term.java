package io.belay.escalation.domain.statutory;

import java.time.LocalDate;
import java.time.YearMonth;

/** How long the law gives, in the unit the law counts in. */
public sealed interface Term {

  /** Whether its length depends on which days are business days. */
  default boolean countsBusinessDays() {
    return switch (this) {
      case OpenDays open -> true;
      case Earlier earlier ->
          earlier.one().countsBusinessDays() || earlier.other().countsBusinessDays();
      case CalendarDays days -> false;
      case Months months -> false;
      case BillingCycles cycles -> false;
      case ElapsedHours hours -> false;
    };
  }

  /** Whether what is left of it at a stop can be told: true of hours and days. */
  default boolean canPause() {
    return switch (this) {
      case OpenDays open -> true;
      case CalendarDays days -> true;
      case ElapsedHours hours -> true;
      case Earlier earlier -> false;
      case Months months -> false;
      case BillingCycles cycles -> false;
    };
  }

  /** Physical hours, across clock changes. */
  record ElapsedHours(int hours) implements Term {
    public ElapsedHours {
      requirePositive(hours, "hours");
    }
  }

  /** A term that ends with a local day, counted from the day of the start as day 0. */
  sealed interface OfDays extends Term {}

  record CalendarDays(int days) implements OfDays {
    public CalendarDays {
      requirePositive(days, "calendar days");
    }
  }

  /** Days on which the entity is open. */
  record OpenDays(int days) implements OfDays {
    public OpenDays {
      requirePositive(days, "business days");
    }
  }

  /** The same day of a later month, or that month's last day where it has no such day. */
  record Months(int months) implements OfDays {
    public Months {
      requirePositive(months, "months");
    }
  }

  /**
   * The rest of the billing cycle in which the term starts, and then complete cycles (12 CFR
   * 1026.13(c)(2)); a cycle ends with its closing day, or with the month where it has no such day.
   */
  record BillingCycles(int complete, int closingDay) implements OfDays {
    public BillingCycles {
      requirePositive(complete, "billing cycles");
      if (closingDay < 1 || closingDay > 31) {
        throw new IllegalArgumentException(
            "Expected a closing day between 1 and 31, but it is " + closingDay);
      }
    }

    LocalDate lastDay(LocalDate start) {
      YearMonth month = YearMonth.from(start);
      YearMonth current = closing(month).isBefore(start) ? month.plusMonths(1) : month;
      return closing(current.plusMonths(complete));
    }

    private LocalDate closing(YearMonth month) {
      return month.atDay(Math.min(closingDay, month.lengthOfMonth()));
    }
  }

  /** Whichever of two ends earlier. */
  record Earlier(OfDays one, OfDays other) implements OfDays {}

  private static void requirePositive(int length, String unit) {
    if (length < 1) {
      throw new IllegalArgumentException(
          "Expected a term of at least one, but it is " + length + " " + unit);
    }
  }
}
