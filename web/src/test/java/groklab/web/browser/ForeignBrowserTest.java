package groklab.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import groklab.web.SampleRun;
import groklab.web.foreign.SampleLog;
import groklab.web.server.Dashboard;
import groklab.web.server.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Another program's run beside ours, while it goes on.
@Tag("browser")
class ForeignBrowserTest {
  @TempDir Path directory;

  @Test
  void aForeignRunIsFoundFollowedAndComparedWithOurs() throws IOException {
    Path logs = Files.createDirectories(directory.resolve("logs"));
    Path log = logs.resolve("other.csv");
    SampleLog.write(log, 500, 2_000);
    new SampleRun(directory.resolve("runs/own")).probes(20).write();
    var folders =
        new Folders(directory.resolve("runs"), directory.resolve("sweeps"), List.of(logs));
    List<String> complaints = new ArrayList<>();
    try (Playwright playwright = Browsers.playwright();
        Browser browser = Browsers.launch(playwright);
        var dashboard = Dashboard.open(folders, name -> List.of(), "127.0.0.1", 0)) {
      Page page =
          Browsers.patient(browser.newPage(new Browser.NewPageOptions().setViewportSize(420, 800)));
      page.onConsoleMessage(message -> {
        if (message.type().equals("error")) {
          complaints.add(message.text() + " " + message.location());
        }
      });
      page.onPageError(complaints::add);
      String root = "http://127.0.0.1:" + dashboard.port();
      page.navigate(root + "/foreign");
      page.click("text=logs/other.csv");
      page.waitForSelector("text=too little moves to say that it will grok");
      page.waitForSelector(".panel canvas");
      assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as("it fits a narrow screen")
          .isTrue();
      SampleLog.write(log, 4_000, 2_000);
      page.waitForSelector("text=generalised much later");
      page.click("text=Compare >> nth=-1");
      page.waitForSelector("#compare[data-drawn='1']");
      page.selectOption(".add-run", "own");
      page.waitForSelector("#compare[data-drawn='2']");
      assertThat(page.textContent(".legend")).contains("logs/other.csv").contains("own");
    }
    assertThat(complaints).isEmpty();
  }
}
