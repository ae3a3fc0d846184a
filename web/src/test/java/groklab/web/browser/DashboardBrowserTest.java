package groklab.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import groklab.lab.rundir.RunDirectory;
import groklab.web.SampleRun;
import groklab.web.live.RunsFolder;
import groklab.web.server.Dashboard;
import groklab.web.server.Folders;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    dashboard =
        Dashboard.open(
            new Folders(directory.resolve("runs"), directory.resolve("sweeps"), List.of()),
            name -> List.of("# %s: <b>its</b> page".formatted(name)),
            "127.0.0.1",
            0);
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
    Page made = Browsers.patient(in.newPage());
    made.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        complaints.add(message.text() + " " + message.location());
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
    page.selectOption("#recipe", "addition-59");
    page.fill("[name='task.modulus']", "11");
    page.fill("[name='task.trainFraction']", "0.7");
    page.fill("[name='model.width']", "16");
    page.fill("[name='budget.steps']", Long.toString(steps));
    page.selectOption("[name='budget.stopWhen']", "never");
    page.click("form.start button.primary");
    page.waitForURL("**/runs/addition-59-seed0*");
  }

  private String live() {
    return page.textContent("#live");
  }

  private String counts(Page of) {
    Locator counts = of.locator(".table-counts");
    return counts.count() == 0 ? "" : counts.textContent();
  }

  private void button(String text) {
    page.click("#controls button:text-is('" + text + "')");
  }

  /// While a run goes on, panels come and go, and one may be made anew as it is scrolled to.
  private static void scrollTo(Locator panel) {
    for (int attempt = 1; ; attempt++) {
      try {
        panel.scrollIntoViewIfNeeded();
        return;
      } catch (PlaywrightException e) {
        boolean wasMadeAnew = String.valueOf(e.getMessage()).contains("not attached to the DOM");
        if (!wasMadeAnew || attempt == 5) {
          throw e;
        }
      }
    }
  }

  /// Runs that would go on for hours, so that no machine is too fast to be found in the middle of
  /// one; only the last branch ends by itself.
  @Test
  void aRunIsStartedWatchedBranchedStoppedResumedReplayedAndExported() throws IOException {
    startTinyRun(5_000_000);
    await("the run goes on", () -> live().contains("running"));
    page.locator(".panel-main canvas").first().waitFor();
    scrollTo(page.locator(".scrubber"));
    await("the answer table", () -> !counts(page).isEmpty());
    String before = counts(page);
    await("cells move", () -> !counts(page).equals(before));
    await("the last checkpoint", () -> counts(page).contains("100.0 % of what it trains on"));
    scrollTo(page.locator(".panel-main").first());
    await("curves move", () -> page.locator(".legend-value").first().textContent().contains("100"));

    page.click("text=Change a knob from here");
    page.fill("dialog [name='optimizer.weightDecay']", "0.3");
    assertThat(page.textContent("dialog code")).contains("--set optimizer.weightDecay=0.3");
    page.click("dialog button.primary");
    await("the branch has its page", () -> page.url().contains("-from"));
    await("the branch goes on", () -> live().contains("running"));
    button("Stop");
    await("the branch stops", () -> live().contains("stopped"));
    button("Resume");
    await("it goes on", () -> live().contains("running"));
    button("Stop");
    await("the branch stops again", () -> live().contains("stopped"));

    page.navigate(at("/runs/addition-59-seed0"));
    await("the original has gone on", () -> live().contains("running"));
    button("Stop");
    await("the original stops", () -> live().contains("stopped"));
    page.locator(".scrubber input").fill("0");
    await("the first checkpoint", () -> page.url().contains("step=0"));
    await("its cells", () -> !counts(page).contains("100.0 % of what it trains on"));
    page.locator(".scrubber input").focus();
    page.keyboard().press("ArrowRight");
    await("the next checkpoint by keyboard", () -> page.url().contains("step=1"));

    page.click("text=Change a knob from here");
    page.fill("dialog [name='budget.steps']", "4000");
    assertThat(page.textContent("dialog code")).contains("--at 1 --set budget.steps=4000");
    page.click("dialog button.primary");
    await("the second branch has its page", () -> page.url().contains("-from1#"));
    await("it ends", () -> live().contains("finished"));
    await("it is replayed", () -> counts(page).contains("100.0 % of what it trains on"));
    page.locator(".scrubber input").fill("0");
    await(
        "a frame of the run it came from",
        () -> page.textContent(".scrubber-readout").contains("of addition-59-seed0, before"));

    var found = RunsFolder.open(directory.resolve("runs")).find("addition-59-seed0-from1");
    RunDirectory run = RunDirectory.open(found);
    await("its report", () -> Files.exists(run.reportFile()));
    report(run.reportFile());
  }

  /// From the disk, with the network off.
  private void report(Path file) {
    try (var offline = context(1280, ColorScheme.DARK)) {
      offline.setOffline(true);
      Page report = newPage(offline);
      report.navigate(file.toUri().toString());
      await("the curves and pictures", () -> report.locator("canvas").count() > 5);
      await("the last frame", () -> counts(report).contains("100.0 % of what it trains on"));
      report.locator(".scrubber input").fill("0");
      await("the first frame", () -> !counts(report).contains("100.0 % of what it trains on"));
    }
  }

  @Test
  void theSignBesideATitleOpensThePageOfItsName() {
    startTinyRun(100);
    Locator sign = page.locator(".panel-main .about").first();
    sign.click();
    await("the page", () -> page.textContent(".about-content").contains("page"));
    assertThat(page.textContent(".about-content h1")).isEqualTo("accuracy: <b>its</b> page");
    page.keyboard().press("Escape");
    await("it is gone", () -> page.locator(".about-page").count() == 0);
    assertThat(page.evaluate("document.activeElement.className")).isEqualTo("about");
  }

  @Test
  void theLandscapeIsComputedAndItsLineGoesBetweenAnyCheckpoints() {
    startTinyRun(300);
    await("it ends", () -> live().contains("finished"));
    await("it is replayed", () -> !counts(page).isEmpty());
    // While the end of a run is written into its page, a button may move from under a pointer.
    page.locator("#landscape > button").dispatchEvent("click");
    page.locator(".view-barrier canvas[aria-label^='Losses on the line from']").waitFor();
    page.locator(".view-barrier select").first().selectOption("0");
    page.locator(".view-barrier canvas[aria-label^='Losses on the line from step 0']").waitFor();
    assertThat(page.url()).contains("landscape=shown").contains("line=0..");
    page.click("button:text-is('unseen loss')");
    await("another height", () -> page.url().contains("height=unseen"));
    assertThat(page.textContent(".view-landscape .view-note")).contains("has never seen");
    var cli = page.locator(".view-barrier .downloads button").last();
    cli.click();
    await("its command", () -> cli.getAttribute("title").matches("groklab landscape .*/runs/.*"));
    assertThat(cli.getAttribute("title")).contains(" --line 0..");
  }

  @Test
  void aMeasureIsAddedToThePageAndTheAddressBringsEverythingBack() throws IOException {
    var run = new SampleRun(directory.resolve("runs/addition")).write();
    Files.writeString(
        run.metricsFile(),
        Files.readString(run.metricsFile()).replace("}\n", ",\"fourier.gini\":0.5}\n"));
    run.markDone();
    page.navigate(at("/runs/addition"));
    page.fill(".adder", "fourier.gini");
    page.press(".adder", "Enter");
    await("it is there", () -> page.locator(".chosen-panels canvas").count() == 1);
    page.click(".panel-main .legend-item:has-text('train')");
    page.click(".panel:has(h3:text-is('Loss')) .panel-head button:text-is('linear')");
    page.click(".toolbar button:text-is('linear')");
    page.reload();
    page.locator(".chosen-panels .panel").scrollIntoViewIfNeeded();
    await("it is still there", () -> page.locator(".chosen-panels canvas").count() == 1);
    assertThat(page.url())
        .contains("show=fourier.gini")
        .contains("hide=train.accuracy")
        .contains("axis=loss%3Alinear")
        .contains("steps=linear");
    assertThat(page.getAttribute(".panel-main .legend-item:has-text('train')", "aria-pressed"))
        .isEqualTo("false");
    page.locator(".plot").first().focus();
    page.keyboard().press("Home");
    await("the first step by keyboard", () -> page.textContent(".readout").contains("Step 0"));
    page.keyboard().press("+");
    await("a part of the steps", () -> page.url().contains("zoom=0.."));
    page.click(".chosen-panels .pin");
    await("it is gone", () -> page.locator(".chosen-panels canvas").count() == 0);
  }

  @Test
  void runsWithoutAccuraciesAreComparedByTheirLoss() {
    for (int seed = 0; seed < 2; seed++) {
      new SampleRun(directory.resolve("runs/regression-seed" + seed))
          .withoutAccuracy()
          .seed(seed)
          .write();
    }
    page.navigate(at("/compare#runs=regression-seed0,regression-seed1"));
    page.locator("#compare[data-drawn='2']").waitFor();
    assertThat(page.inputValue("[list='measures']")).isEqualTo("validation.loss");
    assertThat(page.textContent("#compare")).doesNotContain("%");
  }

  @Test
  void theComparisonIsReadByPointerAndByKeyboard() {
    for (int seed = 0; seed < 4; seed++) {
      new SampleRun(directory.resolve("runs/addition-seed" + seed))
          .seed(seed)
          .times(100 + seed, 2_000 + 1_000L * seed, 10_000)
          .write();
    }
    page.navigate(at("/compare#runs=addition-seed0,addition-seed1,addition-seed2,addition-seed3"));
    page.locator("#compare[data-drawn='4']").waitFor();
    var box = page.locator(".stack canvas").first().boundingBox();
    page.mouse().move(box.x + 0.8 * box.width, box.y + 0.5 * box.height);
    await("a run under the pointer", () -> page.textContent(".compare-readout").contains("median"));
    page.locator(".stack canvas").first().focus();
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowLeft");
    assertThat(page.textContent(".compare-readout"))
        .contains("addition-seed")
        .contains("quartiles");
    page.keyboard().press("Enter");
    page.waitForURL("**/runs/addition-seed*");
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
    page.click(".nav >> text=Runs");
    await("the selection is there", () -> page.isVisible("text=Compare 12 selected"));
  }

  @Test
  void runsAreComparedByAnyKeyInWhichTheyDifferAndATypoIsUnderstood() {
    for (int seed = 0; seed < 3; seed++) {
      new SampleRun(directory.resolve("runs/addition-seed" + seed))
          .probes(20)
          .weightDecay(seed == 0 ? 0.5 : 1)
          .write();
    }
    page.navigate(at("/compare#measure=acuracy&runs=addition-seed0,addition-seed1,addition-seed2"));
    page.fill("[list='measures']", "validation.acuracy");
    page.press("[list='measures']", "Enter");
    page.click("button:text-is('validation.accuracy')");
    page.selectOption("label:has-text('colour by') select", "optimizer.weightDecay");
    await("two groups", () -> page.locator(".legend-item").count() == 2);
    assertThat(page.url()).contains("group=optimizer.weightDecay");
    await("all rows are read", () -> page.textContent(".compare-table").contains("2 grokking"));
    assertThat(page.locator(".compare-table tbody tr").allInnerTexts().toString())
        .containsSubsequence("0.5", "1 grokking", "150", "1.0", "2 grokking", "7,100", "n = 2");
  }

  /// A page and what is there when it is complete.
  private static final Map<String, String> PAGES =
      Map.of(
          "/", ".lines .run-row a",
          "/start", ".knobs .field",
          "/compare#runs=addition", "#compare[data-drawn='1']",
          "/runs/addition", ".plot canvas");

  @Test
  void everyPageFitsANarrowScreenInTheDark() {
    new SampleRun(directory.resolve("runs/addition")).write();
    try (var narrow = context(390, ColorScheme.DARK)) {
      PAGES.forEach((path, complete) -> {
        Page small = newPage(narrow);
        small.navigate(at(path));
        small.locator(complete.replace(" canvas", "")).first().scrollIntoViewIfNeeded();
        small.locator(complete).first().waitFor();
        assertThat(small.evaluate("document.documentElement.scrollWidth - innerWidth"))
            .as(path)
            .isEqualTo(0);
      });
    }
  }

  @Test
  void withoutTheTokenAPageOnlyLooks() {
    new SampleRun(directory.resolve("runs/addition")).write();
    try (var stranger = context(1280, ColorScheme.LIGHT)) {
      Page looking = newPage(stranger);
      looking.navigate(at("/runs/addition"));
      looking.locator("#controls:has-text('Looking only')").waitFor();
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
    page.locator("html[data-state]").waitFor(); // what the stream brings has been put into the page
    assertThat(page.locator("#after img").count()).isZero();
    assertThat(page.textContent("#after")).contains("<img src=x");
  }
}
