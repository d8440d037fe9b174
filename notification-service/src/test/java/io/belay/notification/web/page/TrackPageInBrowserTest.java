package io.belay.notification.web.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.belay.local.PeerProgram;
import io.belay.notification.Samples;
import io.belay.notification.domain.track.CustomerRequest;
import io.belay.notification.domain.track.News;
import io.belay.notification.domain.track.News.Status;
import io.belay.notification.domain.track.TrackedStory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pages as people meet them: in Chromium, on a phone and on a desk, by hand and by keyboard.
 */
@TestInstance(Lifecycle.PER_CLASS)
class TrackPageInBrowserTest {
  private static final PeerProgram CHROMIUM = new PeerProgram("chromium");
  private static final int PHONE_WIDTH = 320;
  private static final int PHONE_HEIGHT = 690;

  private final CasesInMemory cases = PageServer.cases();
  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final List<String> elsewhere = new ArrayList<>();
  private Playwright playwright;
  private Browser browser;

  @SuppressWarnings("NullAway.Init") // set before the first test
  TrackPageInBrowserTest() {}

  @BeforeAll
  void start() {
    assumeTrue(CHROMIUM.isThere(), CHROMIUM.whyNot());
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM.path())
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  @AfterEach
  void nothingComplained() {
    contexts.forEach(BrowserContext::close);
    contexts.clear();
    var complained = List.copyOf(complaints);
    complaints.clear();
    assertThat(complained).as("what the browser complained about").isEmpty();
    assertThat(elsewhere).as("what was asked of others").isEmpty();
  }

  @AfterAll
  void stop() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "zh-CN, 320, LIGHT, track-phone-zh",
    "en, 320, DARK, track-phone-en-dark",
    "en, 1180, LIGHT, track-desktop-en",
    "zh-CN, 1180, DARK, track-desktop-zh-dark"
  })
  void aCaseInWorkIsReadableAndAccessible(
      String language, int width, ColorScheme colours, String name) {
    var story = inWork();
    cases.put(story);
    var page = open(PageServer.url(), story, language, width, colours);
    assertThat(page.locator("h1"))
        .hasText(language.equals("en") ? "We are working on your case" : "您的工单正在处理");
    assertThat(page.locator(".steps li")).hasCount(4);
    assertThat(page.locator("#live")).hasAttribute("data-state", "on");
    fits(page, width);
    accessible(page);
    picture(page, name);
  }

  @ParameterizedTest
  @CsvSource({"zh-CN, 320, LIGHT, done-phone-zh", "en, 1180, LIGHT, done-desktop-en"})
  void aDecidedCaseOffersToReopenAndToRate(
      String language, int width, ColorScheme colours, String name) {
    var story = inWork().at(Samples.NOON.plus(Duration.ofMinutes(29))).decided("PAID_OUT");
    cases.put(story);
    var page = open(PageServer.url(), story, language, width, colours);
    assertThat(page.locator("#reopen")).isVisible();
    assertThat(page.locator("input[name=score]")).hasCount(5);
    fits(page, width);
    accessible(page);
    picture(page, name);
  }

  @ParameterizedTest
  @CsvSource({"zh-CN, 320, LIGHT, closes-phone-zh", "en, 1180, LIGHT, closes-desktop-en"})
  void whoIsWaitedForSeesWhenTheCaseClosesAndThatItDoesNotAnyMore(
      String language, int width, ColorScheme colours, String name) {
    var story = TrackApiTest.waitingForTheCustomer(Samples.NOON.plus(Duration.ofHours(2)));
    cases.put(story);
    var page = open(PageServer.url(), story, language, width, colours);
    assertThat(page.locator("#live")).hasAttribute("data-state", "on");
    var next = page.locator(".fact.next");
    assertThat(next).containsText(language.equals("en") ? "at 22:00 today" : "今天22:00自动关闭");
    fits(page, width);
    accessible(page);
    picture(page, name);
    cases.put(
        story
            .happened("CUSTOMER_REPLIED", Status.OPEN, "Li Ping")
            .step("e-r", new News.NotDue("auto-close-waiting-on-customer")));
    assertThat(next).not().containsText("22:00");
  }

  @Test
  void newsShowsWithoutAReloadAndIsSaidToScreenReaders() {
    var story = inWork();
    cases.put(story);
    var page = open(PageServer.url(), story, "en", PHONE_WIDTH, ColorScheme.LIGHT);
    assertThat(page.locator("#live")).hasAttribute("data-state", "on");
    page.evaluate("window.notReloaded = true");
    cases.put(story.wentUp("specialist", "clock-breached"));
    assertThat(page.locator(".steps li").first())
        .containsText("Your case went up to our specialists.");
    assertThat(page.locator("#news")).hasText("News: Your case went up to our specialists.");
    assertThat(page.locator(".facts")).containsText("our specialists");
    assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
  }

  @Test
  void aLostConnectionIsTakenUpAgainWithoutAGap() {
    var story = inWork();
    cases.put(story);
    try (var wire = new CuttableWire(PageServer.port())) {
      var page = open(wire.url(), story, "en", PHONE_WIDTH, ColorScheme.LIGHT);
      assertThat(page.locator("#live")).hasAttribute("data-state", "on");
      wire.cut();
      assertThat(page.locator("#live")).hasAttribute("data-state", "off");
      cases.put(story.happened("AGENT_REPLIED", Status.OPEN, "Li Ping"));
      cases.put(story.happened("CUSTOMER_REPLIED", Status.OPEN, "Li Ping"));
      wire.mend();
      assertThat(page.locator("#live")).hasAttribute("data-state", "on", longer());
      assertThat(page.locator(".steps li p"))
          .hasText(
              new String[] {
                "You told us more.",
                "Li Ping answered you.",
                "Li Ping is looking after your case.",
                "Your case went up to a senior agent.",
                "You told us more.",
                "We took your case."
              });
      // before the wire goes: what is said of its cuts was wanted
      page.context().close();
    }
    complaints.removeIf(line -> line.contains("ERR_"));
  }

  @Test
  void aHigherTierIsAskedForByKeyboardAlone() {
    var story = inWork();
    cases.put(story);
    var page = open(PageServer.url(), story, "en", PHONE_WIDTH, ColorScheme.LIGHT);
    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("#case")).isFocused();
    page.keyboard().press("Tab");
    assertThat(page.locator("#different")).isFocused();
    page.keyboard().press("Space");
    page.keyboard().press("Tab");
    assertThat(page.locator("#ask")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator(".notice")).containsText("We have passed on");
    assertThat(cases.toldAbout(story))
        .extracting(CasesInMemory.Told::request)
        .containsExactly(new CustomerRequest.Escalate(true));
  }

  @Test
  void focusStaysWhereItIsWhenNewsComes() {
    var story = inWork();
    cases.put(story);
    var page = open(PageServer.url(), story, "en", PHONE_WIDTH, ColorScheme.LIGHT);
    assertThat(page.locator("#live")).hasAttribute("data-state", "on");
    page.locator("#different").check();
    page.locator("#different").focus();
    cases.put(story.happened("AGENT_REPLIED", Status.OPEN, "Li Ping"));
    assertThat(page.locator(".steps li").first()).containsText("Li Ping answered you.");
    assertThat(page.locator("#different")).isFocused();
    assertThat(page.locator("#different")).isChecked();
  }

  @Test
  void aRatingIsChosenByArrowKeysAndThankedFor() {
    var story = inWork().decided("PAID_OUT");
    cases.put(story);
    var page = open(PageServer.url(), story, "en", PHONE_WIDTH, ColorScheme.LIGHT);
    page.locator("#score-1").focus();
    page.keyboard().press("ArrowRight");
    page.keyboard().press("ArrowRight");
    page.keyboard().press("ArrowRight");
    page.keyboard().press("Enter");
    assertThat(page.locator(".notice")).hasText("Thank you for your rating.");
    assertThat(cases.toldAbout(story))
        .extracting(CasesInMemory.Told::request)
        .containsExactly(new CustomerRequest.Rate(4));
  }

  @Test
  void everythingWorksWithoutJavaScript() {
    var story = inWork();
    cases.put(story);
    var page = contextOf("en", PHONE_WIDTH, ColorScheme.LIGHT, false).newPage();
    watch(page, PageServer.url());
    page.navigate(PageServer.url() + "/track/" + PageServer.token(story) + "?lang=en");
    assertThat(page.locator(".steps li")).hasCount(4);
    assertThat(page.locator("noscript .live")).isVisible();
    page.locator("#ask").click();
    assertThat(page.locator(".notice")).containsText("We have passed on");
    assertThat(cases.toldAbout(story)).hasSize(1);
  }

  @Test
  void whoseCaseIsNotSolvedSaysSoByKeyboard() {
    var story = inWork().decided("PAID_OUT");
    cases.put(story);
    var page = open(PageServer.url(), story, "zh-CN", PHONE_WIDTH, ColorScheme.LIGHT);
    page.locator("#reopen").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator(".notice")).containsText("工单");
    assertThat(cases.toldAbout(story))
        .extracting(CasesInMemory.Told::request)
        .containsExactly(new CustomerRequest.Reopen());
  }

  @ParameterizedTest
  @CsvSource({"en, You can ask for a higher tier again from 16:00 tomorrow", "zh-CN, 明天16:00"})
  void theWaitIsExplainedWhereAHigherTierCannotBeAskedForYet(String language, String words) {
    var story =
        inWork()
            .step(
                CustomerRequest.EVENT_PREFIX + "escalate:9",
                new News.Refused(
                    "ESCALATION_REQUESTED", "cool-down", Samples.NOON.plus(Duration.ofHours(20))));
    cases.put(story);
    var page = open(PageServer.url(), story, language, PHONE_WIDTH, ColorScheme.LIGHT);
    assertThat(page.locator(".actions")).containsText(words);
    assertThat(page.locator("#ask")).hasCount(0);
    accessible(page);
    picture(page, "cool-down-phone-" + language.substring(0, 2));
  }

  @ParameterizedTest
  @CsvSource({"zh-CN, K7QM-3XPG, 8000, true", "en, K7QM-3XPH, 9999, false"})
  void aCodeIsCheckedOnThePage(String language, String code, String digits, boolean genuine) {
    VerifyTest.sent(code, "8000");
    var page = contextOf(language, PHONE_WIDTH, ColorScheme.LIGHT, true).newPage();
    watch(page, PageServer.url());
    page.navigate(PageServer.url() + "/verify?lang=" + language);
    page.locator("#code").fill(code);
    page.locator("#phone").fill(digits);
    page.keyboard().press("Enter");
    assertThat(page.locator(".answer")).hasAttribute("data-genuine", String.valueOf(genuine));
    fits(page, PHONE_WIDTH);
    accessible(page);
    picture(page, "verify-" + (genuine ? "yes" : "no") + "-phone-" + language.substring(0, 2));
  }

  @Test
  void aLinkThatIsNoneIsAnsweredByAPage() {
    var page = contextOf("en", PHONE_WIDTH, ColorScheme.LIGHT, true).newPage();
    page.navigate(PageServer.url() + "/track/nonsense?lang=en");
    assertThat(page.locator("h1")).hasText("This page is not here");
    accessible(page);
  }

  /** Went up once and waits for its next step, due tomorrow morning. */
  private static TrackedStory inWork() {
    return PageServer.opened()
        .step("e-1", new News.NotDue("first-response"))
        .step("e-1", new News.NotDue("resolution"))
        .step("e-1", new News.Due("next-update", Samples.NOON.plus(Duration.ofHours(14))))
        .at(Samples.NOON.plus(Duration.ofMinutes(9)))
        .happened("CUSTOMER_REPLIED", Status.OPEN, null)
        .at(Samples.NOON.plus(Duration.ofMinutes(15)))
        .wentUp("senior", "clock-breached")
        .at(Samples.NOON.plus(Duration.ofMinutes(21)))
        .happened("ASSIGNED", Status.OPEN, "Li Ping");
  }

  private Page open(
      String url, TrackedStory story, String language, int width, ColorScheme colours) {
    var page = contextOf(language, width, colours, true).newPage();
    watch(page, url);
    page.navigate(url + "/track/" + PageServer.token(story) + "?lang=" + language);
    return page;
  }

  private BrowserContext contextOf(
      String language, int width, ColorScheme colours, boolean javaScript) {
    var context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, PHONE_HEIGHT)
                .setLocale(language)
                .setColorScheme(colours)
                .setJavaScriptEnabled(javaScript));
    contexts.add(context);
    return context;
  }

  private void watch(Page page, String url) {
    page.onConsoleMessage(
        message -> {
          // the accessibility checker draws, and is told that it could draw faster: a warning
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onRequest(
        (Request request) -> {
          if (!request.url().startsWith(url + "/")) {
            elsewhere.add(request.url());
          }
        });
  }

  private static void fits(Page page, int width) {
    assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
        .isLessThanOrEqualTo(width);
    Locator buttons = page.locator("button:visible, .scores span");
    for (int i = 0; i < buttons.count(); i++) {
      var box = Objects.requireNonNull(buttons.nth(i).boundingBox());
      assertThat(Math.min(box.width, box.height)).as("size to hit").isGreaterThanOrEqualTo(44);
    }
  }

  /** WCAG 2.1 A and AA, as the checker knows them, and its best practices. */
  private static void accessible(Page page) {
    page.evaluate(Axe.SOURCE);
    Object found =
        page.evaluate(
            "async () => (await axe.run()).violations.map(v => v.id + ': ' + v.nodes.map(n =>"
                + " n.html + ' ' + n.failureSummary).join(' | '))");
    assertThat((List<?>) found).isEmpty();
  }

  private static final class Axe {
    private static final String SOURCE = read();

    private static String read() {
      try (var in =
          Axe.class.getResourceAsStream("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
        return new String(
            Objects.requireNonNull(in, "axe-core").readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static LocatorAssertions.HasAttributeOptions longer() {
    return new LocatorAssertions.HasAttributeOptions()
        .setTimeout((double) Duration.ofSeconds(20).toMillis());
  }

  /** With {@code -Dbelay.pictures=true}: the pictures of docs/pages are taken anew. */
  private static void picture(Page page, String name) {
    if (Boolean.getBoolean("belay.pictures")) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(
                  Path.of(System.getProperty("belay.root", "."))
                      .resolve("docs/pages/" + name + ".png")));
    }
  }
}
