package groklab.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import groklab.lab.rundir.RunDirectory;
import groklab.web.SampleRun;
import groklab.web.server.Dashboard;
import groklab.web.server.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a page of a live run draws, and when.
@Tag("browser")
class LivePageBrowserTest {
  private static Playwright playwright;
  private static Browser browser;

  @TempDir Path directory;
  private RunDirectory run;
  private Dashboard dashboard;
  private BrowserContext context;
  private Page page;

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
    run = new SampleRun(directory.resolve("runs/live")).withoutSummary().write();
    dashboard =
        Dashboard.open(
            new Folders(directory.resolve("runs"), directory.resolve("sweeps"), List.of()),
            name -> List.of(),
            "127.0.0.1",
            0);
    context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 700));
    page = Browsers.patient(context.newPage());
    page.navigate("http://127.0.0.1:" + dashboard.port() + "/runs/live");
    await("the stream", () -> page.locator("html[data-state=running]").count() == 1);
  }

  @AfterEach
  void close() {
    context.close();
    dashboard.close();
  }

  private void await(String what, BooleanSupplier holds) {
    for (int i = 0; i < 300; i++) {
      if (holds.getAsBoolean()) {
        return;
      }
      page.waitForTimeout(100);
    }
    throw new AssertionError("waited in vain for: " + what);
  }

  private void append(long step, double margin) throws IOException {
    Files.writeString(
        run.metricsFile(),
        "{\"step\":%d,\"train.accuracy\":0.5,\"train.margin\":%s}\n".formatted(step, margin),
        StandardOpenOption.APPEND);
  }

  private Locator panel(String title) {
    return page.locator(".panel:has(h3:text-is('" + title + "'))");
  }

  private Locator margin() {
    return page.locator(".panel:has(h3:has-text('Margin'))");
  }

  private static String trainValue(Locator panel) {
    return panel.locator(".legend-value").first().textContent();
  }

  @Test
  void aChartIsDrawnWhenItComesToTheScreenAndIsUpToDateThen() throws IOException {
    await("the first chart", () -> panel("Accuracy").locator("canvas").count() == 1);
    assertThat(page.locator(".toolbar .reset").isVisible()).as("nothing is zoomed").isFalse();
    assertThat(margin().locator("canvas").count()).as("far below the screen").isZero();
    append(20_000, -7.25);
    await("what is seen goes on", () -> trainValue(panel("Accuracy")).equals("50.0 %"));
    assertThat(margin().locator("canvas").count()).isZero();
    var height = margin().boundingBox().height;
    margin().scrollIntoViewIfNeeded();
    await("the other one", () -> margin().locator("canvas").count() == 1);
    assertThat(trainValue(margin())).isEqualTo("-7.25");
    assertThat(margin().boundingBox().height).as("its room was kept").isEqualTo(height);
    append(20_001, -8.5);
    await("it goes on now", () -> trainValue(margin()).equals("-8.5"));
  }

  @Test
  void whatIsSavedOfAChartThatWasNeverSeenHasTheNewestValues() throws IOException {
    append(20_000, -7.25);
    await("it has come", () -> trainValue(panel("Accuracy")).equals("50.0 %"));
    var saved =
        page.waitForDownload(() ->
            margin()
                .locator(".downloads button:text-is('CSV')")
                .evaluate("button => button.click()"));
    assertThat(Files.readString(saved.path())).endsWith("20000,-7.25,\n");
    assertThat(margin().locator("canvas").count()).isZero();
  }

  @Test
  void everythingIsDrawnBeforeThePageIsPrinted() {
    int panels =
        page.locator("#charts > .main-panels .panel, #charts > .small-panels .panel").count();
    assertThat(page.locator("#charts .panel canvas").count()).isLessThan(panels);
    page.pdf();
    assertThat(page.locator("#charts .panel canvas").count()).isEqualTo(panels);
    assertThat(page.evaluate("document.documentElement.dataset.theme")).isNull();
  }

  /// The browser of the tests cannot put a tab into the background; so the page is told that it is
  /// there.
  @Test
  void aTabInTheBackgroundDrawsNothingUntilItComesBack() throws IOException {
    await("the first chart", () -> panel("Accuracy").locator("canvas").count() == 1);
    page.evaluate(
        "Object.defineProperty(document, 'hidden', { configurable: true, get: () => window.away !=="
            + " false })");
    append(20_000, -7.25);
    await("the step is known", () -> page.textContent("#live").contains("20,000"));
    page.waitForTimeout(2_500);
    assertThat(trainValue(panel("Accuracy"))).isEqualTo("100.0 %");
    page.evaluate("window.away = false; document.dispatchEvent(new Event('visibilitychange'))");
    assertThat(trainValue(panel("Accuracy"))).isEqualTo("50.0 %");
  }

  @Test
  void aMeasureThatIsNewBringsItsChartAndLeavesTheWordsAboveTheCharts() throws IOException {
    Files.writeString(
        run.metricsFile(),
        "{\"step\":20000,\"train.accuracy\":0.5,\"fourier.gini\":0.5}\n",
        StandardOpenOption.APPEND);
    await("it can be added", () -> page.locator(".adder-box option").count() == 1);
    await(
        "the value, once its chart is drawn", () -> trainValue(panel("Accuracy")).equals("50.0 %"));
    assertThat(page.textContent(".readout")).startsWith("Last values");
  }

  @Test
  void aPhaseThatIsBeingReadKeepsTheFocusWhileTheRunGoesOn() throws IOException {
    page.locator(".phase-bar .phase").first().focus();
    assertThat(page.textContent(".phase-detail")).startsWith("confusion");
    append(20_000, -7.25);
    await(
        "the phase has grown",
        () -> page.locator(".phase-bar .phase").first().getAttribute("title").contains("20,000"));
    assertThat(page.evaluate("document.activeElement.className"))
        .isEqualTo("phase phase-confusion");
    assertThat(page.textContent(".phase-detail")).startsWith("confusion");
  }
}
