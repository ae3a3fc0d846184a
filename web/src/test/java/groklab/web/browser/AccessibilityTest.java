package groklab.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import groklab.lab.rundir.RunEvent;
import groklab.lab.train.RunObserver;
import groklab.lab.train.TrainingRun;
import groklab.web.ReportPage;
import groklab.web.SampleRun;
import groklab.web.foreign.SampleLog;
import groklab.web.server.Dashboard;
import groklab.web.server.Folders;
import groklab.web.sweep.SmallSweep;
import groklab.zoo.recipe.Recipes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Axe finds nothing serious on any page, as it looks in the light and in the dark.
@Tag("browser")
class AccessibilityTest {
  private static final RunObserver SILENT =
      new RunObserver() {
        @Override
        public void progress(Progress now) {}

        @Override
        public void event(RunEvent event) {}
      };

  /// Contrast takes most of axe's time, so it is asked of one text of each look.
  private static final String ONE_OF_EACH_LOOK =
      """
      axe.configure({
        rules: [{ id: "color-contrast", selector: "*:not([data-looks-as-another])" }],
      });
      """;

  /// What the rules find that is serious or worse, a line each. Texts look the same that have the
  /// same letters on the same grounds.
  private static final String FAULTS =
      """
      async ({ within, contrastAlone }) => {
        const looks = new Set();
        for (const text of document.querySelectorAll("body *")) {
          const { color, fontSize, fontWeight } = getComputedStyle(text);
          const look = [text.checkVisibility(), color, fontSize, fontWeight];
          for (let ground = text; ground; ground = ground.parentElement) {
            const { backgroundColor, backgroundImage, opacity } = getComputedStyle(ground);
            const own = [backgroundColor, backgroundImage, opacity].join();
            if (own !== "rgba(0, 0, 0, 0),none,1") look.push(own);
          }
          const inside = !within || text.closest(within);
          const known = looks.has(look.join());
          text.toggleAttribute("data-looks-as-another", inside && !text.children.length && known);
          if (inside && text.textContent.trim()) looks.add(look.join());
        }
        const options = { resultTypes: ["violations"], preload: false };
        if (contrastAlone) options.runOnly = ["color-contrast"];
        const found = await axe.run(within || document, options);
        return found.violations
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .flatMap(({ id, help, nodes }) =>
            nodes.map(({ target, any }) =>
              [id, help, target.join(" "), ...any.map(({ message }) => message)].join(": ")));
      }
      """;

  @TempDir static Path directory;
  private static Playwright playwright;
  private static Browser browser;
  private static Dashboard dashboard;
  private static Page page;

  @BeforeAll
  static void open() throws IOException {
    Path runs = directory.resolve("runs");
    var finished = new SampleRun(runs.resolve("finished")).probes(30).write();
    ReportPage.write(finished.path(), Optional.empty());
    new SampleRun(runs.resolve("live")).probes(30).withoutSummary().write();
    train(runs.resolve("inside"));
    new SmallSweep(directory.resolve("sweeps/small")).run(0, 3);
    Path logs = Files.createDirectories(directory.resolve("logs"));
    SampleLog.write(logs.resolve("other.csv"), 4_000, 2_000);
    var folders = new Folders(runs, directory.resolve("sweeps"), List.of(logs));
    dashboard = Dashboard.open(folders, name -> List.of(), "127.0.0.1", 0);
    playwright = Browsers.playwright();
    browser = Browsers.launch(playwright);
    page =
        browser.newPage(
            new Browser.NewPageOptions()
                .setViewportSize(1100, 700)
                .setReducedMotion(ReducedMotion.REDUCE));
    page.addInitScript(axe() + ONE_OF_EACH_LOOK);
    page.navigate(dashboard.address());
  }

  /// A network so small that it is trained at once, with checkpoints to look into.
  private static void train(Path run) {
    var spec =
        Recipes.reader()
            .readNamed(
                "addition-59",
                List.of(
                    "task.modulus=7",
                    "task.trainFraction=0.5",
                    "model.width=8",
                    "model.heads=2",
                    "model.mlpWidth=16",
                    "budget.stopWhen=never",
                    "budget.steps=20"));
    try (var training = TrainingRun.start(spec, run, 1)) {
      training.run(SILENT, () -> false);
    }
  }

  private static String axe() throws IOException {
    try (InputStream script = ClassLoader.getSystemResourceAsStream("axe.min.js")) {
      return new String(
          Objects.requireNonNull(script, "the library has it").readAllBytes(),
          StandardCharsets.UTF_8);
    }
  }

  @AfterAll
  static void close() {
    playwright.close();
    dashboard.close();
  }

  private static void show(String path, String complete) {
    page.navigate("http://127.0.0.1:" + dashboard.port() + path);
    page.locator(complete).first().waitFor();
  }

  private static void check(String what) {
    check(what, "");
  }

  /// @param within what of the page has not been on another one, as a selector; empty = all of it
  private static void check(String what, String within) {
    var faults = new ArrayList<String>();
    for (var scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      boolean contrastAlone = scheme == ColorScheme.LIGHT;
      var found =
          (List<?>) page.evaluate(FAULTS, Map.of("within", within, "contrastAlone", contrastAlone));
      found.forEach(fault -> faults.add(scheme + ": " + fault));
    }
    assertThat(faults).as(what).isEmpty();
  }

  @Test
  void theTablesOfRunsSweepsForeignRunsAndLessons() {
    show("/", ".lines .run-row a");
    check("runs");
    show("/sweeps", "#sweeps[data-drawn='1']");
    check("sweeps");
    show("/foreign", "#foreign a:has-text('other')");
    check("foreign runs");
    show("/lessons", ".lesson-card");
    page.click("details.section > summary");
    check("lessons and exercises");
  }

  @Test
  void runsWithWhatIsInsideThem() {
    show("/runs/live", "html[data-state=running] .plot canvas");
    check("a run that goes on", "#head, #controls");
    page.click("text=Change a knob from here");
    page.locator("dialog .field").first().waitFor();
    check("branching", "dialog");
    show("/runs/inside#landscape=shown", ".landscape-views canvas");
    page.locator(".scrubber").scrollIntoViewIfNeeded();
    page.locator(".table-counts").waitFor();
    check("a run that has ended, with its inside", "nav, #controls, #replay, #landscape");
    page.navigate(directory.resolve("runs/finished/report.html").toUri().toString());
    page.locator(".plot canvas").first().waitFor();
    page.click("details.section > summary");
    check("a report");
  }

  @Test
  void aSweepAForeignRunAndAComparison() {
    show("/sweeps/small", "canvas.cells");
    page.focus("canvas.cells");
    page.keyboard().press("ArrowUp");
    page.keyboard().press("Enter");
    page.locator(".cell-runs tbody tr").first().waitFor();
    check("a sweep");
    show("/foreign", "#foreign a:has-text('other')");
    page.click("#foreign a:has-text('other')");
    page.locator(".panel canvas").first().waitFor();
    check("a foreign run");
    show("/compare#runs=finished,live", "#compare[data-drawn='2']");
    check("a comparison");
  }

  @Test
  void startingARunALessonAndWhatIsNotThere() {
    show("/start", ".knobs .field");
    check("starting a run");
    show("/lessons/what-it-is", ".lesson-figure canvas");
    page.focus(".lesson-figure canvas");
    page.keyboard().press("ArrowRight");
    page.click("text=That is my guess");
    page.locator("text=What happened, and why").waitFor();
    check("a lesson");
    show("/runs/nothing", "#problem a");
    check("what is not there");
  }
}
