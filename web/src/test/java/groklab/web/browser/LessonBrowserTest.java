package groklab.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ReducedMotion;
import groklab.web.server.Dashboard;
import groklab.web.server.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A lesson as somebody takes it who has no mouse and a narrow screen.
@Tag("browser")
class LessonBrowserTest {
  @TempDir Path directory;

  @Test
  void aGuessIsAskedForFirstAndJudgedByWhatTheRunDid() throws IOException {
    var folders = new Folders(directory.resolve("runs"), directory.resolve("sweeps"), List.of());
    List<String> complaints = new ArrayList<>();
    try (Playwright playwright = Browsers.playwright();
        Browser browser = Browsers.launch(playwright);
        var dashboard = Dashboard.open(folders, name -> List.of(), "127.0.0.1", 0)) {
      Page page =
          Browsers.patient(
              browser.newPage(
                  new Browser.NewPageOptions()
                      .setViewportSize(420, 800)
                      .setReducedMotion(ReducedMotion.REDUCE)));
      page.onPageError(complaints::add);
      page.navigate("http://127.0.0.1:" + dashboard.port() + "/lessons");
      page.click("text=What grokking is");
      page.waitForSelector(".lesson-figure canvas");
      assertThat(page.isVisible("text=What happened, and why")).isFalse();
      page.click("text=That is my guess");
      assertThat(page.textContent(".lesson-outcome")).startsWith("Guess first: draw the line");
      assertThat(page.isVisible("text=What happened, and why")).isFalse();
      page.focus(".lesson-figure canvas");
      page.keyboard().press("ArrowRight");
      for (int i = 0; i < 20; i++) {
        page.keyboard().press("ArrowUp");
      }
      page.click("text=That is my guess");
      page.waitForSelector("text=What happened, and why");
      assertThat(page.textContent(".lesson-outcome"))
          .contains("Your line reaches 95 % at step 28")
          .contains("times as late as you thought");
      assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as("it fits a narrow screen")
          .isTrue();
      page.click("text=Next lesson");
      page.check("input[value='0']");
      page.click("text=That is my guess");
      page.waitForSelector("text=What happened, and why");
      assertThat(page.textContent(".lesson-outcome"))
          .startsWith("No. The answer is: “Something is built up");
      page.navigate("http://127.0.0.1:" + dashboard.port() + "/lessons/nothing");
      page.waitForSelector("text=There is no such lesson; there are what-it-is, look-inside");
      page.click("#problem a");
      page.waitForSelector("text=What grokking is");
    }
    assertThat(complaints).isEmpty();
  }
}
