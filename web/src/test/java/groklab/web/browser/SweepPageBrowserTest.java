package groklab.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import groklab.web.sweep.SampleCurves;
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

/// The page of a sweep from the disk, with the network off.
@Tag("browser")
class SweepPageBrowserTest {
  private static Playwright playwright;
  private static Browser browser;

  @TempDir Path directory;
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
  void open() {
    open(1100, ColorScheme.LIGHT);
  }

  private void open(int width, ColorScheme scheme) {
    context =
        browser.newContext(
            new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme));
    context.setOffline(true);
    page = Browsers.patient(context.newPage());
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        complaints.add(message.text() + " " + message.location());
      }
    });
    page.onPageError(complaints::add);
    page.onRequest(request -> {
      if (!request.url().startsWith("file:") && !request.url().startsWith("blob:")) {
        complaints.add("asked " + request.url());
      }
    });
  }

  @AfterEach
  void close() {
    context.close();
    assertThat(complaints).as("the browser's console").isEmpty();
  }

  private void show(String html) throws IOException {
    Path file = directory.resolve("sweep.html");
    Files.writeString(file, html);
    page.navigate(file.toUri().toString());
    page.locator("#sweep[data-drawn='verdict']").waitFor();
  }

  /// Whether a canvas has all of these colours.
  private boolean has(String canvas, String... colours) {
    return (boolean)
        page.evaluate(
            """
            ([selector, wanted]) => {
              const canvas = document.querySelector(selector);
              const size = [canvas.width, canvas.height];
              const copy = new OffscreenCanvas(...size).getContext("2d");
              copy.drawImage(canvas, 0, 0);
              const { data } = copy.getImageData(0, 0, ...size);
              const seen = new Set();
              for (let i = 0; i < data.length; i += 4)
                seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
              return wanted.every((hex) => seen.has(parseInt(hex, 16)));
            }
            """,
            List.of(canvas, List.of(colours)));
  }

  private void clickAt(double shareX, double shareY) {
    var box = page.locator("canvas.cells").boundingBox();
    page.mouse().click(box.x + shareX * box.width, box.y + shareY * box.height);
  }

  @Test
  void aClickOnACellShowsItsRunsAndTheirCurves() throws IOException {
    show(SampleCurves.page());
    assertThat(has("canvas.cells", "332288", "56b4e9", "d55e00", "f0e442")).isTrue();
    assertThat(page.locator(".cell-runs").isVisible()).isFalse();
    clickAt(0.35, 0.4);
    page.locator(".cell-runs[data-points]").waitFor();
    String name = page.textContent(".cell-runs h2");
    assertThat(name).matches("optimizer.weightDecay = \\S+, task.trainFraction = \\S+");
    assertThat(page.textContent(".sweep-readout")).startsWith(name + ": ");
    assertThat(page.locator(".cell-runs tbody tr").count()).isEqualTo(3);
    assertThat(page.locator(".cell-runs tbody tr td:first-child").allTextContents())
        .containsExactly("0", "1", "2");
    String decay = name.replaceAll(".*weightDecay = ([^,]+),.*", "$1");
    assertThat(page.locator(".cell-runs tbody td:nth-child(5)").allTextContents())
        .allMatch(command -> command.contains("optimizer.weightDecay=" + decay + " --seed"));
    assertThat(has(".cell-runs canvas", "0072b2", "d55e00", "009e73")).as("three seeds").isTrue();
    assertThat(page.url()).contains("cell=");
    clickAt(0.35, 0.2);
    assertThat(page.textContent(".cell-runs h2")).isNotEqualTo(name);
  }

  @Test
  void theKeyboardDoesTheSameAndTheAddressBringsItBack() throws IOException {
    show(SampleCurves.page());
    page.focus("canvas.cells");
    for (String key : List.of("ArrowUp", "ArrowUp", "ArrowRight", "ArrowDown", "Enter")) {
      page.keyboard().press(key);
    }
    assertThat(page.textContent(".cell-runs h2"))
        .isEqualTo("optimizer.weightDecay = 0.03, task.trainFraction = 0.2");
    page.click("button:text-is('T_grok')");
    page.locator("#sweep[data-drawn='T_grok']").waitFor();
    page.click(".cell-runs button:text-is('linear')");
    page.reload();
    page.locator("#sweep[data-drawn='T_grok']").waitFor();
    assertThat(page.textContent(".cell-runs h2")).contains("0.03").contains("0.2");
    assertThat(page.getAttribute(".cell-runs button:text-is('linear')", "aria-pressed"))
        .isEqualTo("true");
  }

  @Test
  void everyMapIsDrawnAndSaved() throws IOException {
    show(SampleCurves.page());
    for (String map : List.of("T_grok", "delay", "P(grokking)", "P(generalising)")) {
      page.click("button:text-is('" + map + "')");
      page.locator("#sweep[data-drawn='" + map + "']").waitFor();
      assertThat(has("canvas.cells", "00224e", "fee838")).as(map).isTrue();
    }
    var download =
        page.waitForDownload(() -> page.click("[aria-label='Save the map'] >> text=SVG"));
    assertThat(Files.readString(download.path()))
        .contains("<svg")
        .contains(">optimizer.weightDecay<");
    var table = page.waitForDownload(() -> page.click("[aria-label='Save the map'] >> text=CSV"));
    assertThat(Files.readAllLines(table.path())).hasSize(65);
  }

  @Test
  void aNarrowScreenInTheDarkFits() throws IOException {
    context.close();
    open(390, ColorScheme.DARK);
    show(SampleCurves.page());
    clickAt(0.5, 0.2);
    page.locator(".cell-runs[data-points]").waitFor();
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
  }

  @Test
  void tenThousandRunsAreShownAndClicked() throws IOException {
    show(SampleCurves.pageOfTenThousand());
    assertThat(Files.size(directory.resolve("sweep.html"))).isLessThan(9_000_000);
    clickAt(0.4, 0.3);
    page.locator(".cell-runs[data-points]").waitFor();
    assertThat(page.locator(".cell-runs tbody tr").count()).isEqualTo(4);
    assertThat(Integer.parseInt(page.getAttribute(".cell-runs", "data-points"))).isGreaterThan(100);
  }
}
