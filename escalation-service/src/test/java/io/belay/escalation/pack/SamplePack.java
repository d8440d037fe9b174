package io.belay.escalation.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** A small pack that uses every key, to be broken one mistake at a time. */
final class SamplePack {
  static final String TEXT =
      """
      pack: sample
      version: "1"
      calendars:
        always: {zone: UTC, open: always}
        office:
          zone: Asia/Shanghai
          open: {mon-fri: ["09:00-12:00", "13:00-18:00"]}
          holidays: [2026-10-01..2026-10-07, "01-01"]
          overrides: {2026-10-10: ["09:00-18:00"]}
          tie: close
      ladder:
        - {tier: front, names: {en: us, zh-CN: 我们}, queue: front}
        - {tier: top, names: {en: them, zh-CN: 他们}, queue: top}
      categories:
        fallback: other
        importCategories: {Network: stolen}
        list:
          other: {names: {en: other, zh-CN: 其他}, priority: P3, startsAt: front}
          stolen: {names: {en: stolen, zh-CN: 被盗}, priority: P1, startsAt: front, urgent: true}
          outage: {names: {en: outage, zh-CN: 故障}, priority: P2, startsAt: front, incident: true}
      clocks:
        response:
          kind: internal
          startsOn: opened
          onlyFor: [other, stolen]
          calendar: office
          target: {P1: 15m, P2: 30m, P3: 1h, P4: none}
          metBy: [AGENT_REPLIED, RESOLVED]
          recurring: true
          pausable: true
          warnAt: [75%, "10m before"]
          onWarning: [apologise]
          onBreach: [promote]
          onReopen: continue
        tier-response:
          startsOn: promoted
          calendar: always
          target: {byTier: {top: 30m}}
          metBy: [AGENT_REPLIED, "milestone:REFUND_BOOKED", "informed:result"]
      waiting: {longest: {CUSTOMER: 240h, MERCHANT: 120h, OTHER_BANK: 96h, OTHER: 48h}}
      customerRequests: {allowed: false}
      promoteOn: {reopenings: 2, handOvers: 3, missedContacts: 4, rating: 1, amount: {CNY: 5000, EUR: 650.50}}
      onReclassification: {mode: forward, allowed: [reset]}
      onPolicyChange: {mode: retroactive}
      duplicates: {window: 72h, internalClocks: keep, firstResolved: resume}
      incidents: {onRelease: stay}
      followUps: [warned, resolved]
      outcomes: {REFUNDED: {en: Refunded, zh-CN: 已退款}}
      keepSettledFor: 720h
      businessDays:
        branch: {zone: Europe/Dublin, closed: [sun, "sat#2"], holidays: [2026-12-24..2026-12-26], worked: [2026-12-24]}
        head-office: {zone: UTC, closed: [sat, sun]}
      statutory:
        final-response:
          source: Act, section 1
          onlyFor: [stolen]
          startsOn: opened
          term: 15 business days
          businessDays: branch
          receivedWhenClosed: next-business-day
          closesAt: "17:00"
          inForce: {by: transaction, from: 2026-01-01, until: 2027-12-31}
          metBy: ["milestone:FINAL_RESPONSE_SENT"]
          extensions: [{to: 35 business days, approver: true, notice: "milestone:HOLDING_REPLY_SENT"}]
          warnAt: [50%, "48h before"]
          onBreach: [promote]
        compensation: {source: Rule 2, startsOn: "breach:final-response", term: 1 day, businessDays: head-office, pausesFor: [CUSTOMER, OTHER_BANK], metBy: ["milestone:COMPENSATED"]}
        credit-notice: {source: Rule 3, startsOn: "milestone:CREDITED", term: 72 hours, businessDays: head-office, metBy: ["milestone:TOLD"]}
        acknowledgement: {source: Rule 4, startsOn: opened, term: 24 hours, businessDays: head-office, metBy: ["informed:notice-acknowledgement"]}
      notices:
        - {type: notice-acknowledgement, on: opened, clock: final-response, fields: {timetable: {en: Within 15 days., zh-CN: 十五日内。}}}
        - type: notice-delay
          on: "milestone:HOLDING_REPLY_SENT"
          clock: final-response
          names: extended
          fields:
            reasonForDelay: {en: We wait., zh-CN: 等待中。}
            ombudsmanName: {en: the ombudsman, zh-CN: 申诉专员}
            ombudsmanContact: {en: "0800", zh-CN: "0800"}
      """;

  private SamplePack() {}

  static String with(String part, String replacement) {
    if (!TEXT.contains(part)) {
      throw new IllegalArgumentException("Expected the sample to contain: " + part);
    }
    return TEXT.replace(part, replacement);
  }

  static PackReading read(String text) {
    return new PackReader().read(text.getBytes(UTF_8), "sample.yaml");
  }

  static List<PackProblem> problems(String text) {
    return switch (read(text)) {
      case PackReading.Read read -> List.of();
      case PackReading.Refused refused -> refused.problems();
    };
  }
}
