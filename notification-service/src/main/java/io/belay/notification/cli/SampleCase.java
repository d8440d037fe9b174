package io.belay.notification.cli;

import io.belay.notification.domain.Facts;
import io.belay.notification.domain.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A case that never was, with everything a text may tell. */
final class SampleCase {
  static final String ID = "0195b2c4-7d1e-7000-8000-3fa29c1b44d2";

  private SampleCase() {}

  static Facts facts(Instant now) {
    return new Facts(
        now.minus(Duration.ofHours(30)),
        new Names("withdrawal-delayed", Map.of("en", "delayed withdrawal", "zh-CN", "提现延迟")),
        new Names("complaints-office", Map.of("en", "the complaints office", "zh-CN", "投诉处理中心")),
        "Li",
        now.plus(Duration.ofHours(52)),
        "OTHER_BANK",
        new Names("REFUNDED", Map.of("en", "refunded", "zh-CN", "已退款")),
        "next-update",
        "W20261119-7781",
        "1999.00",
        "CNY",
        Map.ofEntries(
            Map.entry("timetable@en", "You will have our final response within 8 weeks."),
            Map.entry("timetable@zh-CN", "我们将在15日内作出处理决定。"),
            Map.entry("reasonForDelay@en", "We are waiting for an answer of the other bank."),
            Map.entry("reasonForDelay@zh-CN", "我们仍在等待对方银行的答复。"),
            Map.entry("ombudsmanName@en", "the ombudsman"),
            Map.entry("ombudsmanName@zh-CN", "金融消费纠纷调解组织"),
            Map.entry("ombudsmanContact", "0800 555 0100"),
            Map.entry("creditTerms@en", "You may use it in full while we look into it."),
            Map.entry("creditTerms@zh-CN", "调查期间您可全额使用。"),
            Map.entry("remedies@en", "You may ask us to review the decision."),
            Map.entry("remedies@zh-CN", "如不服，可在30日内申请核查。")));
  }
}
