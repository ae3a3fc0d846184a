package groklab.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import groklab.lab.rundir.RunDirectory;
import groklab.web.SampleRun;
import groklab.web.server.Dashboard;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The road of a first visit in a real browser.
@Tag("browser")
class DashboardBrowserTest {
  private static Playwright playwright;
  private static Browser browser;

  @TempDir Path directory;
  private Dashboard dashboard;
  private BrowserContext context;
  private Page page;
  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void launch() {
    playwright = Browsers.playwright();
    browser = Browsers.launch(playwright);
  }

  @AfterAll
  static void quit() {
    playwright.close();
  }

  @BeforeEach
  void open() throws IOException {
    dashboard = Dashboard.open(directory.resolve("runs"), "127.0.0.1", 0);
    context = context(1280, ColorScheme.LIGHT);
    page = newPage(context);
    page.navigate(dashboard.address());
  }

  @AfterEach
  void close() {
    context.close();
    dashboard.close();
    assertThat(complaints).as("the browser's console").isEmpty();
  }

  private static BrowserContext context(int width, ColorScheme scheme) {
    return browser.newContext(
        new Browser.NewContextOptions().setViewportSize(width, 800).setColorScheme(scheme));
  }

  private Page newPage(BrowserContext in) {
    Page made = in.newPage();
    made.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        complaints.add(message.text());
      }
    });
    made.onPageError(complaints::add);
    made.onRequest(request -> {
      String host = URI.create(request.url()).getHost();
      if (host != null && !host.equals("127.0.0.1")) {
        complaints.add("asked " + request.url());
      }
    });
    return made;
  }

  private String at(String path) {
    return "http://127.0.0.1:" + dashboard.port() + path;
  }

  private void await(String what, BooleanSupplier holds) {
    for (int i = 0; i < 900; i++) {
      if (holds.getAsBoolean()) {
        return;
      }
      page.waitForTimeout(100);
    }
    throw new AssertionError(
        "waited in vain for: " + what + "; the page says " + page.textContent("#nav-end"));
  }

  private void startTinyRun(long steps) {
    page.navigate(at("/start"));
    page.fill("[name='task.modulus']", "11");
    page.fill("[name='task.trainFraction']", "0.7");
    page.fill("[name='model.width']", "16");
    page.fill("[name='budget.steps']", Long.toString(steps));
    page.selectOption("[name='budget.stopWhen']", "never");
    page.click("form.start button.primary");
    page.waitForURL("**/runs/quickstart-seed0*");
  }

  private String live() {
    return page.textContent("#live");
  }

  private String counts(Page of) {
    Locator counts = of.locator(".table-counts");
    return counts.count() == 0 ? "" : counts.textContent();
  }

  @Test
  void aRunIsStartedWatchedBranchedReplayedAndExported() throws IOException {
    startTinyRun(12_000); // long enough to be found in the middle on a fast machine
    await("the run goes on", () -> live().contains("running"));
    await("the answer table", () -> !counts(page).isEmpty());
    String before = counts(page);
    await("cells move", () -> !counts(page).equals(before));
    await("curves move", () -> page.locator(".legend-value").first().textContent().contains("100"));

    page.click("text=Change a knob from here");
    page.fill("dialog [name='optimizer.weightDecay']", "0.3");
    page.fill(
        "dialog [name='budget.steps']",
        "16000"); // so that it can begin even where the original has just ended
    assertThat(page.textContent("dialog code")).contains("--set optimizer.weightDecay=0.3");
    page.click("dialog button.primary");
    await("the branch has its page", () -> page.url().contains("-from"));
    await("the branch ends", () -> live().contains("finished"));
    page.navigate(at("/runs/quickstart-seed0"));
    await("the original ends", () -> live().contains("finished"));

    await("the last checkpoint", () -> counts(page).contains("100.0 % of what it trains on"));
    page.locator(".scrubber input").fill("0");
    await("the first checkpoint", () -> !counts(page).contains("100.0 % of what it trains on"));
    assertThat(page.url()).as("the step stands in the address").endsWith("#step=0");
    page.locator(".scrubber input").focus();
    page.keyboard().press("ArrowRight");
    await("the next checkpoint by keyboard", () -> page.url().endsWith("#step=1"));

    RunDirectory run = RunDirectory.open(directory.resolve("runs/quickstart-seed0"));
    await("its report", () -> Files.exists(run.reportFile()));
    report(run.reportFile());
  }

  /// From the disk, with the network off.
  private void report(Path file) {
    try (var offline = context(1280, ColorScheme.DARK)) {
      offline.setOffline(true);
      Page report = newPage(offline);
      report.navigate(file.toUri().toString());
      assertThat(report.locator("canvas").count()).isGreaterThan(5);
      String last = counts(report);
      report.locator(".scrubber input").fill("0");
      report.waitForTimeout(200);
      assertThat(counts(report)).isNotEqualTo(last);
    }
  }

  @Test
  void aRunIsStoppedAndResumed() {
    startTinyRun(5_000_000);
    await("the run goes on", () -> live().contains("running"));
    page.click("#controls button:text-is('Stop')");
    await("it stops", () -> live().contains("stopped"));
    page.click("#controls button:text-is('Resume')");
    await("it goes on", () -> live().contains("running"));
  }

  @Test
  void theTableOfRunsFindsOrdersSelectsAndCompares() {
    for (int seed = 0; seed < 12; seed++) {
      new SampleRun(directory.resolve("runs/addition-seed" + seed))
          .seed(seed)
          .times(100 + seed, 2_000 + 500L * ((seed * 5) % 12), 10_000)
          .write();
    }
    page.navigate(at("/"));
    await("all runs", () -> page.textContent("#runs").contains("12 runs"));
    page.click("text=T_grok");
    await(
        "the latest first",
        () -> page.locator(".lines .cell-generalised").first().textContent().equals("7,500"));
    page.fill("#filter", "seed=3");
    await("one run", () -> page.locator(".lines .run-row").count() == 1);
    page.fill("#filter", "");
    page.check(".run-head input");
    await("the address holds the selection", () -> page.url().contains("addition-seed11"));
    page.click("text=Compare 12 selected");
    page.waitForURL("**/compare*");
    await("the group", () -> page.textContent(".legend").contains("12 runs"));
    page.click("text=T_mem");
    assertThat(page.url()).contains("align=T_mem");
    page.reload();
    await("the address brings it back", () -> page.textContent(".legend").contains("12 runs"));
  }

  @Test
  void everyPageFitsANarrowScreenInTheDark() {
    new SampleRun(directory.resolve("runs/addition")).write();
    try (var narrow = context(390, ColorScheme.DARK)) {
      for (String path : List.of("/", "/start", "/compare#runs=addition", "/runs/addition")) {
        Page small = newPage(narrow);
        small.navigate(at(path));
        small.waitForTimeout(400);
        assertThat(small.evaluate("document.documentElement.scrollWidth - innerWidth"))
            .as(path)
            .isEqualTo(0);
      }
    }
  }

  @Test
  void withoutTheTokenAPageOnlyLooks() {
    new SampleRun(directory.resolve("runs/addition")).write();
    try (var stranger = context(1280, ColorScheme.LIGHT)) {
      Page looking = newPage(stranger);
      looking.navigate(at("/runs/addition"));
      looking.waitForTimeout(400);
      assertThat(looking.textContent("#controls")).contains("Looking only");
      assertThat(looking.locator("text=Change a knob").isVisible()).isFalse();
    }
  }

  @Test
  void scriptInSpecsAndEventsIsShownAsText() throws IOException {
    var run = new SampleRun(directory.resolve("runs/odd")).withoutSummary().write();
    Files.writeString(
        run.eventsFile(),
        "{\"step\":1,\"type\":\"finished\",\"reason\":\"<img src=x onerror=alert(1)>\"}\n");
    page.onDialog(dialog -> complaints.add("a script ran: " + dialog.message()));
    page.navigate(at("/runs/odd"));
    page.waitForTimeout(800);
    assertThat(page.locator("#after img").count()).isZero();
    assertThat(page.textContent("#after")).contains("<img src=x");
  }
}
