package io.belay.escalation.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.StatutoryNotice;
import io.belay.escalation.domain.policy.Notice;
import io.belay.escalation.domain.policy.Notice.On;
import io.belay.escalation.domain.policy.PolicyPack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the packs of eight markets tell customers because a law wants it. */
class MarketNoticesTest {
  /** With its template, a notice of so many characters is at most six SMS. */
  private static final int MOST_CHARS_EN = 450;

  private static final int MOST_CHARS_ZH = 160;

  static List<Path> files() throws IOException {
    return MarketPacksTest.files();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          eu, eu-psd2-complaint-final,      HOLDING_REPLY_SENT,          notice-delay,           beyond our control
          eu, eu-psd2-complaint-final,      FINAL_RESPONSE_SENT,         notice-decision,        alternative dispute resolution
          eu, eu-psd2-dd-refund-decision,   REFUND_REFUSED_WITH_REASONS, notice-decision,        the reasons
          uk, uk-disp-psd-final,            opened,                      notice-acknowledgement, 15 business days
          uk, uk-disp-psd-final,            HOLDING_REPLY_SENT,          notice-delay,           Financial Ombudsman Service
          uk, uk-disp-src,                  FINAL_RESPONSE_SENT,         notice-decision,        within 6 months
          uk, uk-disp-src,                  SUMMARY_RESOLUTION_SENT,     notice-decision,        Financial Ombudsman Service
          uk, uk-disp-final,                EIGHT_WEEK_LETTER_SENT,      notice-delay,           to the ombudsman now
          uk, uk-app-reimburse,             CLAIM_REJECTED,              notice-decision,        the reasons
          us, us-rege-report-results,       RESULTS_REPORTED,            notice-decision,        documents we relied on
          us, us-rege-prov-notice,          PROVISIONAL_CREDIT_POSTED,   notice-credit,          use it in full
          cn, cn-nfra-decision,             DECISION_SENT,               notice-decision,        review within 30 days
          cn, cn-nfra-decision,             CUSTOMER_TOLD_OF_EXTENSION,  notice-delay,           12378
          cn, cn-nfra-decision,             CUSTOMER_TOLD_OF_SPECIAL_EXTENSION, notice-delay,    12378
          cn, cn-nfra-review,               REVIEW_DECISION_SENT,        notice-decision,        arbitration
          cn, cn-pboc-transferred,          CUSTOMER_TOLD_OF_EXTENSION,  notice-delay,           12363
          in, in-rbi-final30,               FINAL_RESPONSE_SENT,         notice-decision,        RBI Ombudsman
          in, in-rbi-resolve90,             LIABILITY_ESTABLISHED,       notice-decision,        RBI Ombudsman
          in, in-rbi2027-resolve-domestic,  LIABILITY_ESTABLISHED,       notice-decision,        RBI Ombudsman
          sg, sg-eupg-investigate,          CUSTOMER_TOLD_OF_EXTENSION,  notice-delay,           21 business days
          sg, sg-eupg-investigate,          OUTCOME_TOLD,                notice-decision,        liable
          hk, hk-ic4-final,                 opened,                      notice-acknowledgement, 30 days
          hk, hk-ic4-final,                 INTERIM_REPLY_SENT,          notice-delay,           Monetary Authority
          hk, hk-ic4-final,                 FINAL_RESPONSE_SENT,         notice-decision,        FDRC
          au, au-rg271-final,               opened,                      notice-acknowledgement, 30 days
          au, au-rg271-final,               DELAY_NOTIFICATION_SENT,     notice-delay,           AFCA
          au, au-rg271-final,               FINAL_RESPONSE_SENT,         notice-decision,        AFCA
          """)
  void eachNoticeOfALawIsGivenOnItsOccasionAndSaysWhatTheLawWants(
      String market, String clock, String on, String type, String says) throws IOException {
    var occasion = on.equals("opened") ? new On.Opened() : new On.Milestone(on);
    assertThat(pack(file(market)).notices())
        .filteredOn(notice -> notice.clock().equals(clock) && notice.on().equals(occasion))
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.messageType()).isEqualTo(type);
              assertThat(said(notice, "en")).contains(says);
            });
  }

  @ParameterizedTest
  @MethodSource("files")
  void aNoticeSaysAllItsFieldsInBothLanguagesAndFitsASms(Path file) throws IOException {
    assertThat(pack(file).notices())
        .isNotEmpty()
        .allSatisfy(
            notice -> {
              var fields = StatutoryNotice.ofType(notice.messageType()).orElseThrow().fields();
              assertThat(fields)
                  .allSatisfy(
                      field ->
                          assertThat(notice.fields())
                              .containsKeys(field + "@en", field + "@zh-CN"));
              assertThat(said(notice, "en")).hasSizeLessThanOrEqualTo(MOST_CHARS_EN);
              assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(said(notice, "en")))
                  .as("one character more would make it twice as many SMS")
                  .isTrue();
              assertThat(said(notice, "zh-CN")).hasSizeLessThanOrEqualTo(MOST_CHARS_ZH);
            });
  }

  /** Messages to customers in Singapore have neither; see docs/messages.md. */
  @ParameterizedTest
  @CsvSource({"sg"})
  void whereTheMarketForbidsItNoNoticeNamesAPhoneNumberOrALink(String market) throws IOException {
    assertThat(pack(file(market)).notices())
        .flatExtracting(notice -> notice.fields().values())
        .allSatisfy(text -> assertThat(text).doesNotContainPattern("\\d{4}|www|http"));
  }

  private static String said(Notice notice, String language) {
    return String.join(
        " ",
        notice.fields().entrySet().stream()
            .filter(field -> field.getKey().endsWith("@" + language))
            .map(field -> field.getValue())
            .toList());
  }

  private static Path file(String market) throws IOException {
    return files().stream()
        .filter(path -> path.endsWith("market-" + market + ".yaml"))
        .findFirst()
        .orElseThrow();
  }

  private static PolicyPack pack(Path file) throws IOException {
    return switch (new PackReader().read(Files.readAllBytes(file), file.toString())) {
      case PackReading.Read read -> read.pack();
      case PackReading.Refused refused -> throw new AssertionError(refused.problems().toString());
    };
  }
}
