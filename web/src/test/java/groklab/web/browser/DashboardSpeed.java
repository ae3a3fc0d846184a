package groklab.web.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import groklab.web.SampleRun;
import groklab.web.server.Dashboard;
import groklab.web.server.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Measures the dashboard in a real browser and prints the first two tables of
/// `docs/how-to/serve.md`. It asserts nothing and is no part of the tests, since its numbers are
/// the machine's; on a quiet machine:
///
///     ./groklab test -pl web -am -Dtest=DashboardSpeed -Dsurefire.failIfNoSpecifiedTests=false
class DashboardSpeed {
  private static final int RUNS = 1_000;
  private static final int PROBES = 500;
  private static final int OVERLAID = 200;
  private static final int ROUNDS = 5;
  private static final int CHARTS = 100;

  @TempDir Path directory;

  @Test
  void pages() throws IOException {
    var runs = directory.resolve("runs");
    IntStream.range(0, RUNS)
        .parallel()
        .forEach(i ->
            new SampleRun(runs.resolve("addition-%d-seed%d".formatted(i / 50, i % 50)))
                .seed(i)
                .probes(PROBES)
                .times(100 + i % 60, 2_000 + 7L * i, 10_000)
                .write());
    try (Playwright playwright = Browsers.playwright();
        Browser browser = Browsers.launch(playwright)) {
      System.out.println(
          "| %,d finished runs of %d probes | first | after, median | min..max |"
              .formatted(RUNS, PROBES));
      System.out.println("|---|---|---|---|");
      String ids =
          IntStream.range(0, OVERLAID)
              .mapToObj(i -> "addition-%d-seed%d".formatted(i / 50, i % 50))
              .collect(Collectors.joining(","));
      try (var dashboard =
          Dashboard.open(
              new Folders(runs, runs.resolve("sweeps"), List.of()),
              name -> List.of(),
              "127.0.0.1",
              0)) {
        row("runs page usable, ms", times(browser, dashboard, "/", TABLE));
        overlays(browser, dashboard, ids, "");
        row("longest frame while scrolling, ms", scrolling(browser, dashboard));
      }
      try (var dashboard =
          Dashboard.open(
              new Folders(runs, runs.resolve("sweeps"), List.of()),
              name -> List.of(),
              "127.0.0.1",
              0)) {
        overlays(browser, dashboard, ids, ", server just started");
      }
      runPage(browser);
    }
  }

  /// A run with the data of [#CHARTS] charts, all of them put on the page by its address.
  private void runPage(Browser browser) throws IOException {
    Path runs = directory.resolve("charts");
    var run = new SampleRun(runs.resolve("many")).probes(PROBES).write();
    var names = IntStream.range(0, CHARTS).mapToObj(i -> "measure%d.value".formatted(i)).toList();
    var random = new Random(1);
    var lines = new ArrayList<String>();
    for (String line : Files.readAllLines(run.metricsFile())) {
      var more = new StringBuilder(line.substring(0, line.length() - 1));
      names.forEach(name -> more.append(",\"%s\":%.6f".formatted(name, random.nextDouble())));
      lines.add(more.append("}").toString());
    }
    Files.write(run.metricsFile(), lines);
    run.markDone();
    try (var dashboard =
        Dashboard.open(
            new Folders(runs, runs.resolve("sweeps"), List.of()),
            name -> List.of(),
            "127.0.0.1",
            0)) {
      runPage(browser, dashboard, 0, "/runs/many");
      runPage(browser, dashboard, CHARTS, "/runs/many#show=" + String.join(",", names));
    }
  }

  /// @param chosen how many charts stand there besides the usual ones
  private static void runPage(Browser browser, Dashboard dashboard, int chosen, String path) {
    String drawn =
        "document.querySelector('.plot canvas') && %d === document.querySelectorAll('%s').length"
            .formatted(chosen, ".chosen-panels .panel");
    double[][] seen = new double[4][1 + ROUNDS];
    for (int i = 0; i <= ROUNDS; i++) {
      try (var context = browser.newContext()) {
        Page page = context.newPage();
        page.navigate("http://127.0.0.1:" + dashboard.port() + path);
        seen[1][i] = when(page, drawn);
        var result = (List<?>) page.evaluate(PAINT_AND_BYTES);
        seen[0][i] = ((Number) result.get(0)).doubleValue();
        seen[3][i] = ((Number) result.get(1)).doubleValue() / 1000;
        seen[2][i] = ((Number) page.evaluate(SCROLL_PAGE)).doubleValue();
      }
    }
    String page = "run page, data of %d charts, %d of them shown: ".formatted(CHARTS, chosen);
    row(page + "first paint, ms", seen[0]);
    row(page + "first chart, ms", seen[1]);
    row(page + "longest frame while scrolling through it, ms", seen[2]);
    row(page + "kB over the network", seen[3]);
  }

  /// When something was first painted, and the bytes of everything that was asked for.
  private static final String PAINT_AND_BYTES =
      """
      () => [
        performance.getEntriesByName("first-contentful-paint")[0].startTime,
        [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
          .reduce((sum, { transferSize }) => sum + transferSize, 0),
      ]
      """;

  /// The longest time between two frames from the top of the page to its end.
  private static final String SCROLL_PAGE =
      """
      () => new Promise(done => {
        let [last, longest] = [null, 0];
        const step = now => {
          if (last !== null) longest = Math.max(longest, now - last);
          last = now;
          const before = scrollY;
          scrollBy(0, 120);
          if (scrollY > before) requestAnimationFrame(step);
          else done(longest);
        };
        requestAnimationFrame(step);
      })
      """;

  /// The whole table, no line still being read.
  private static final String TABLE =
      "document.querySelectorAll('.lines .run-row').length > 5 &&"
          + " document.querySelector('#runs').textContent.includes('1,000 runs') &&"
          + " ![...document.querySelectorAll('.lines .run-row')].some(r =>"
          + " r.textContent.includes('reading'))";

  private static final String DRAWN =
      "document.querySelector('#compare').dataset.drawn === '" + OVERLAID + "'";

  private static void overlays(Browser browser, Dashboard dashboard, String ids, String when) {
    for (String measure : List.of("validation.accuracy", "validation.loss")) {
      row(
          "overlay of %d, %s%s, ms".formatted(OVERLAID, measure, when),
          times(browser, dashboard, "/compare#measure=" + measure + "&runs=" + ids, DRAWN));
    }
  }

  private static double[] times(Browser browser, Dashboard dashboard, String path, String done) {
    double[] times = new double[1 + ROUNDS];
    for (int i = 0; i < times.length; i++) {
      try (var context = browser.newContext()) {
        Page page = context.newPage();
        page.navigate("http://127.0.0.1:" + dashboard.port() + path);
        times[i] = when(page, done);
      }
    }
    return times;
  }

  /// Milliseconds from the beginning of the navigation to the first frame at which something holds.
  /// (The page's policy forbids Playwright's own waiting for functions, which evaluates text.)
  private static double when(Page page, String holds) {
    return ((Number)
            page.evaluate(
                ("() => new Promise(done => { const look = () => (%s) ? "
                        + "done(performance.now()) : requestAnimationFrame(look); look(); })")
                    .formatted(holds)))
        .doubleValue();
  }

  /// The longest time between two frames while the table moves by three lines in each.
  private static double[] scrolling(Browser browser, Dashboard dashboard) {
    double[] longest = new double[1 + ROUNDS];
    try (var context = browser.newContext()) {
      Page page = context.newPage();
      page.navigate("http://127.0.0.1:" + dashboard.port() + "/");
      when(page, TABLE);
      for (int i = 0; i < longest.length; i++) {
        var result =
            page.evaluate(
                "() => new Promise(done => { const box = document.querySelector('.viewport');"
                    + " box.scrollTop = 0; let last = null; let longest = 0; let frames = 0; const"
                    + " step = now => { if (last !== null) longest = Math.max(longest, now - last);"
                    + " last = now; box.scrollTop += 120; if (++frames < 300)"
                    + " requestAnimationFrame(step); else done(longest); };"
                    + " requestAnimationFrame(step); })");
        longest[i] = ((Number) result).doubleValue();
      }
    }
    return longest;
  }

  private static void row(String what, double[] values) {
    double[] after = Arrays.stream(values).skip(1).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f | %.0f | %.0f..%.0f |%n",
        what,
        values[0],
        after[after.length / 2],
        after[0],
        after[after.length - 1]);
  }
}
