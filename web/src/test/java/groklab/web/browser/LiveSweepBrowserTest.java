package groklab.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import groklab.web.server.Dashboard;
import groklab.web.server.Folders;
import groklab.web.sweep.SmallSweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages of sweeps in the dashboard, while one goes on.
@Tag("browser")
class LiveSweepBrowserTest {
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
            name -> List.of(),
            "127.0.0.1",
            0);
    context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1100, 900));
    page = Browsers.patient(context.newPage());
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        complaints.add(message.text() + " " + message.location());
      }
    });
    page.onPageError(complaints::add);
  }

  @AfterEach
  void close() {
    context.close();
    dashboard.close();
    assertThat(complaints).as("the browser's console").isEmpty();
  }

  private void show(String address) {
    page.navigate("http://127.0.0.1:" + dashboard.port() + address);
  }

  @Test
  void theTableSaysThatThereIsNoneAndThenWhatThereIs() throws IOException {
    show("/sweeps");
    page.locator("#sweeps[data-drawn='0']").waitFor();
    assertThat(page.textContent("#sweeps .command code")).contains("groklab sweep");
    new SmallSweep(directory.resolve("sweeps/small")).run(0, 3);
    Files.createDirectory(directory.resolve("sweeps/else"));
    page.locator("#sweeps[data-drawn='1']").waitFor();
    assertThat(page.textContent("#sweeps tr:last-child")).contains("3 of 12 runs have ended");
    page.click("#sweeps a:text-is('small')");
    page.locator("#sweep[data-ended='3']").waitFor();
  }

  @Test
  void cellsFillWhileSomebodyLooksAndTheirRunsAreShown() {
    var sweep = new SmallSweep(directory.resolve("sweeps/small"));
    sweep.run(0, 3);
    show("/sweeps/small");
    page.locator("#sweep[data-ended='3']").waitFor();
    page.locator("canvas.cells").waitFor();
    page.focus("canvas.cells");
    page.keyboard().press("ArrowUp");
    page.keyboard().press("Enter");
    page.locator(".cell-runs tbody tr").first().waitFor();
    assertThat(page.locator(".cell-runs tbody tr").count()).isEqualTo(3);
    page.click("button:text-is('band')");
    assertThat(page.textContent(".cell-runs .legend")).contains("median and range");
    sweep.run(3, 12);
    sweep.folder().seal();
    // The last run's end may be shown before the seal is.
    page.locator("#sweep [role=status]:text-is('12 of 12 runs have ended; the sweep is complete.')")
        .waitFor();
    assertThat(page.locator(".cell-runs tbody tr").count())
        .as("what was chosen stays")
        .isEqualTo(3);
  }

  @Test
  void axesAreChosenAndTheAddressBringsThemBack() {
    new SmallSweep(directory.resolve("sweeps/small")).run(0, 12);
    show("/sweeps/small");
    page.locator("#sweep[data-ended='12']").waitFor();
    page.locator("select[aria-label='upwards']").selectOption("model.width");
    page.locator("select[aria-label='task.trainFraction']").waitFor();
    page.reload();
    page.locator("select[aria-label='task.trainFraction']").waitFor();
    assertThat(page.inputValue("select[aria-label='upwards']")).isEqualTo("model.width");
    page.locator("select[aria-label='across']").selectOption("model.width");
    page.waitForCondition(
        () -> page.inputValue("select[aria-label='upwards']").equals("optimizer.weightDecay"));
  }
}
