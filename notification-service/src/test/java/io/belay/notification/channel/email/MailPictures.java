package io.belay.notification.channel.email;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ScreenshotType;
import io.belay.local.PeerProgram;
import io.belay.notification.Samples;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Places.Place;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Takes the pictures of docs/mails: some e-mails on a phone and on a desk, in both languages. */
final class MailPictures {
  private static final Map<String, Integer> WIDTHS = Map.of("phone", 320, "desktop", 800);
  private static final Map<String, String> READERS = Map.of("en", "Mr Wang", "zh-CN", "王先生");
  private static final List<String> TYPES = List.of("acknowledgement", "apology");
  private static final int ANY_HEIGHT = 200;

  /** Below 60 KB each, and every letter is sharp. */
  private static final int QUALITY_PERCENT = 75;

  private MailPictures() {}

  static void take(PeerProgram chromium) {
    try (var playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var browser =
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.path())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--no-first-run")))) {
      for (var type : TYPES) {
        READERS.forEach(
            (locale, name) ->
                WIDTHS.forEach(
                    (device, width) -> take(browser, type, locale, device, width, name)));
      }
    }
  }

  private static void take(
      Browser browser, String type, String locale, String device, int width, String name) {
    var place = new Place(locale, ZoneId.of("Asia/Shanghai"));
    var rendered =
        Samples.texts()
            .render(
                Samples.followUp(1, MessageClass.ROUTINE, type),
                Channel.EMAIL,
                name,
                place,
                Samples.NOON);
    try (var page =
        browser.newPage(new Browser.NewPageOptions().setViewportSize(width, ANY_HEIGHT))) {
      page.setContent(Objects.requireNonNull(rendered.html()));
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setType(ScreenshotType.JPEG)
              .setQuality(QUALITY_PERCENT)
              .setPath(
                  Path.of(System.getProperty("belay.root", "."))
                      .resolve("docs/mails")
                      .resolve(type + "-" + device + "-" + locale.substring(0, 2) + ".jpg")));
    }
  }
}
