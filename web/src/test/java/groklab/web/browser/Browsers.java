package groklab.web.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The system's Chromium, without a window. Playwright's own browsers are never downloaded.
final class Browsers {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  /// How long a page may take beside other work: it reads logs with a tenth of a processor.
  private static final double PATIENCE_MILLIS = 120_000;

  /// Chromium loads a page of its own for the list below the address of each window, which takes a
  /// second of a processor and is never shown. A list of features replaces Playwright's, of which
  /// two matter here.
  private static final String WITHOUT =
      "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,Translate,HttpsUpgrades";

  private Browsers() {}

  /// A page that is waited for longer than Playwright would.
  static Page patient(Page page) {
    page.setDefaultTimeout(PATIENCE_MILLIS);
    return page;
  }

  static Playwright playwright() {
    return Playwright.create(
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  }

  /// @throws AssertionError with a sentence if this machine has no Chromium
  static Browser launch(Playwright playwright) {
    Path chromium =
        executable()
            .orElseThrow(() ->
                new AssertionError(
                    "The browser tests need Chromium, and this machine has none on its PATH:"
                        + " install it (Debian, Ubuntu: apt-get install chromium), or leave these"
                        + " tests out with -Dgroklab.notTests=weekly,browser"));
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(chromium)
                .setArgs(List.of("--no-sandbox", "--disable-background-networking", WITHOUT)));
  }

  private static Optional<Path> executable() {
    return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
